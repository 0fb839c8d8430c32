"""A small OpenID Connect provider: real metadata, keys, codes and signed ID tokens, one person."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "lmp", "a secret between the two"


class IdentityProvider:
    """Serves on a free port of this machine until it is closed."""

    def __init__(self, email: str, *, verified: bool = True) -> None:
        self.email, self.verified = email, verified
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.nonces: dict[str, str] = {}
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def secrets(self, app_url: str) -> str:
        """What an administrator writes into secrets.toml."""
        return (
            "[auth]\n"
            f'redirect_uri = "{app_url}/oauth2callback"\n'
            'cookie_secret = "a long text that nobody guesses, for the cookie"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )

    def id_token(self, code: str) -> str:
        """A signed statement of who came, for the code that was given them."""
        now = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300}
        said |= {"email": self.email, "email_verified": self.verified}
        return jwt.encode(
            {"alg": "RS256", "kid": "one"}, said | {"nonce": self.nonces.pop(code)}, self.key
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def do_GET(self) -> None:
        asked, provider = urlsplit(self.path), self.provider
        if asked.path == "/.well-known/openid-configuration":
            url = provider.url
            self._json(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "jwks_uri": f"{url}/keys",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )
        elif asked.path == "/keys":
            self._json({"keys": [provider.key.as_dict(private=False)]})
        else:
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            code = f"code-{len(provider.nonces)}"
            provider.nonces[code] = query["nonce"]
            back = urlencode({"code": code, "state": query["state"]})
            self.send_response(302)
            self.send_header("location", f"{query['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        (code,) = parse_qs(body)["code"]
        token = self.provider.id_token(code)
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _json(self, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
