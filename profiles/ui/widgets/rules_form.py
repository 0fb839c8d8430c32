"""The numbers in the rules, to be changed by whoever sits at the machine that runs the tool."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from mapping.errors import BadTableError, listed
from mapping.i18n import N_
from mapping.ui.context import Context
from mapping.ui.errors import plain, show_error
from profiles.protection.policy import Policy
from profiles.protection.policy_file import (
    CHOICES,
    LIMITS,
    below_default,
    checked_policy,
    write_policy,
)
from profiles.protection.rule_words import RULES, Rule

CONFIRMATION: Final = N_("I answer for showing more than is safe")
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PROXIED: Final = frozenset({"forwarded", "x-forwarded-for", "x-real-ip"})
LABELS: Final = {
    "minimum_count": N_("Smallest count that is shown"),
    "bare_totals": N_("Indicators whose totals are shown whatever they are"),
    "sensitive_words": N_("Words in the codes of sensitive indicators"),
    "survey_least": N_("Fewest cases of an estimate that is shown"),
    "survey_enough": N_("Fewest cases of one without brackets"),
    "cv_caution": N_("Coefficient of variation, %, above which an estimate is marked E"),
    "cv_most": N_("Above which it is not shown, %"),
    "group_size": N_("People in a small group"),
    "rounding_base": N_("Counts are shown as multiples of (0: as they are)"),
    "zeros_last": N_("Zeros may be hidden where nothing else is left"),
}
Value = float | bool | tuple[str, ...]


def is_at_the_machine() -> bool:
    """Whether the reader's browser runs where the tool runs: no other may loosen the rules."""
    return is_local(st.context.ip_address, st.context.headers)


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a browser has opened the tool under an address of its own machine.

    A proxy on the same machine has such an address itself. What it passes on does not: the
    browser's own word of the site it shows, which no page can change.

    Args:
        address: Of the other side; None stands for this machine.
        headers: Of its request.
    """
    named = {name.lower(): value for name, value in headers.items()}
    sites = (named.get("origin", ""), f"//{named.get('host', '')}")
    is_here = all(urlsplit(site).hostname in HERE for site in sites)
    return address is None and is_here and not PROXIED & named.keys()


def show_rules(policy: Policy, context: Context) -> None:
    """Every rule in a sentence, to be read."""
    for rule in RULES:
        _show_sentence(rule, policy, context)


def edit_rules(policy: Policy, context: Context) -> None:
    """Every rule in a sentence with its numbers; what is saved holds at once."""
    text, chosen = context.translator.text, dict[str, Value]()
    with st.form("rules", border=False):
        for rule in RULES:
            _show_sentence(rule, policy, context)
            for column, setting in zip(st.columns([1, 6, 6])[1:], rule.settings, strict=False):
                with column:
                    chosen[setting] = _pick(setting, policy, context)
        sentence = text(CONFIRMATION)
        typed = st.text_input(
            text("Only to show more than the safe rules do, type: {sentence}", sentence=sentence),
            key="rules_confirmation",
        )
        if st.form_submit_button(text("Save the rules"), type="primary", key="rules_save"):
            _save(chosen, context, is_confirmed=typed.strip() == sentence)


def _show_sentence(rule: Rule, policy: Policy, context: Context) -> None:
    number, sentence = st.columns([1, 12])
    number.text(rule.id)
    sentence.text(rule.sentence(policy, context.translator))


def _pick(setting: str, policy: Policy, context: Context) -> Value:
    value: Value = getattr(policy, setting)
    label = context.translator.text(LABELS[setting])
    key = f"rules_{setting}"
    if isinstance(value, bool):
        return st.checkbox(label, value=value, key=key)
    if isinstance(value, tuple):
        words = st.text_input(label, value=", ".join(value), key=key)
        return tuple(word.strip() for word in words.split(",") if word.strip())
    if setting in CHOICES:
        choices = CHOICES[setting]
        return st.selectbox(label, choices, index=choices.index(int(value)), key=key)
    least, most = LIMITS[setting]
    if isinstance(value, int):
        return st.number_input(label, min_value=least, max_value=most, value=value, key=key)
    low, high = float(least), float(most)
    return st.number_input(
        label, min_value=low, max_value=high, value=value, step=0.1, format="%.1f", key=key
    )


def _save(chosen: Mapping[str, Value], context: Context, *, is_confirmed: bool) -> None:
    text = context.translator.text
    try:
        policy = checked_policy(chosen)
    except BadTableError as error:
        show_error(error, context.translator)
        return
    loose = below_default(policy)
    if loose and not is_confirmed:
        names = listed(text(LABELS[setting]) for setting in loose)
        st.error(
            plain(
                text(
                    "Nothing was saved. More would be shown than is safe by these: {names}. Type"
                    " the sentence at the end to save them all the same.",
                    names=names,
                )
            )
        )
        return
    write_policy(context.settings.workspace_dir, policy)
    st.toast(text("The rules are saved and hold from now on."))
    st.rerun()
