"""Errors become words on a page; a fault nobody foresaw too, and its traceback goes to the log."""

import logging

from streamlit.testing.v1 import AppTest

from mapping.ui.errors import plain


def test_a_fault_nobody_foresaw_is_words_for_the_reader_and_a_traceback_in_the_log(caplog):
    def page():
        from mapping.ui.errors import show_unexpected

        show_unexpected(ZeroDivisionError("secret detail"))

    with caplog.at_level(logging.ERROR, logger="mapping.ui.errors"):
        app = AppTest.from_function(page).run()
    assert not app.exception
    assert "secret detail" not in app.error[0].value
    assert "log" in app.error[0].value
    assert "secret detail" in caplog.text


def test_an_error_a_person_can_mend_stops_the_page_with_what_and_how():
    def page():
        import streamlit as st

        from mapping.errors import UnknownPackError
        from mapping.i18n import Translator
        from mapping.ui.errors import shown_errors

        with shown_errors(Translator()):
            raise UnknownPackError(asked="<b>*x*</b>", available="NPL")
        st.write("not reached")

    app = AppTest.from_function(page).run()
    assert "NPL" in app.warning[0].value
    assert not app.markdown


def test_text_from_outside_is_inert_in_markdown():
    shown = plain("[x](javascript:1) ![b](http://h/i.png) :red[r] $a$ <i>")
    for start in ("[x](", "![", ":red[", "$a$", "<i>"):
        assert start not in shown
