"""The texts a profile must have, and the values the service gives them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TextKey(StrEnum):
    WELCOME = "welcome"
    """Answers "Iscrivimi": welcome and first-level privacy notice in one, at most 1,500 characters."""
    WELCOME_BACK = "welcome_back"
    """The same for a citizen who had left: the privacy notice is given again."""
    ALREADY_SUBSCRIBED = "already_subscribed"
    GOODBYE = "goodbye"
    GOODBYE_BLOCKED = "goodbye_blocked"
    """The one confirmation of leaving that a blocked person gets."""
    NOT_SUBSCRIBED = "not_subscribed"
    ASK_FOR_PHONE = "ask_for_phone"
    """Sent with Meta's contact-request button, when "Cancellami" matches no known citizen."""
    PHONE_LEFT = "phone_left"
    PHONE_NOT_FOUND = "phone_not_found"
    CONFIRM_SUBSCRIBE = "confirm_subscribe"
    JOIN_BUTTON = "join_button"
    """Under it: the command itself, within Meta's 20 characters."""
    CHANNEL_ANSWER = "channel_answer"
    """How to follow the one-way Channel; who wants the notices of this chat too presses the same button."""
    WITHOUT_WHATSAPP = "without_whatsapp"
    PHONE_ANSWER = "phone_answer"
    """To citizens who cannot see or write, and want to speak."""
    NO_HOME = "no_home"
    PRAISED = "praised"
    HOW_TO_UNSUBSCRIBE = "how_to_unsubscribe"
    THIRD_PARTY_SUBSCRIPTION = "third_party_subscription"
    MUST_SUBSCRIBE_TO_ASK = "must_subscribe_to_ask"
    INFO_RECEIPT = "info_receipt"
    NEED_RECEIPT = "need_receipt"
    """To citizens who write that they lack money: with the social services."""
    OUT_OF_HOURS = "out_of_hours"
    CLOSED_EXCEPTIONALLY = "closed_exceptionally"
    OUT_OF_HOURS_WRITE_AGAIN = "out_of_hours_write_again"
    """When the desk opens only after WhatsApp's 24 hours: an answer will then need another message."""
    CLOSED_EXCEPTIONALLY_WRITE_AGAIN = "closed_exceptionally_write_again"
    REMINDER = "reminder"
    """To citizens who wait for an answer and ask for it; the next two while the desk is closed."""
    REMINDER_CLOSED = "reminder_closed"
    REMINDER_CLOSED_WRITE_AGAIN = "reminder_closed_write_again"
    TOPICS = "topics"
    """Over the list to choose from: what is chosen now, in words."""
    TOPICS_CHANGED = "topics_changed"
    TOPICS_NONE = "topics_none"
    """After the last topic was given up: still subscribed, and how to leave."""
    TOPICS_TO_JOIN = "topics_to_join"
    """To citizens who ask for the list without being subscribed."""
    TOPICS_BUTTON = "topics_button"
    """The list's button and, next, its rows: within Meta's 20, 24 and 72 characters."""
    TOPIC_ROW_ADD = "topic_row_add"
    TOPIC_ROW_DROP = "topic_row_drop"
    TOPIC_ROW_ALL = "topic_row_all"
    TOPIC_ROW_ALL_ABOUT = "topic_row_all_about"
    HOURS_ANSWER = "hours_answer"
    HELP_MENU = "help_menu"
    PRIVACY_ANSWER = "privacy_answer"
    RIGHTS_REQUEST = "rights_request"
    """To a request about one's own data, which has a number and a last day."""
    RIGHTS_REQUEST_LEFT = "rights_request_left"
    """The same where the request also ended the subscription: "delete my data"."""
    ERASURE_OFFER = "erasure_offer"
    """After one of these two to who asked for an erasure: what goes, what stays, and the code that erases
    without waiting for the office."""
    ERASURE_CONFIRMED = "erasure_confirmed"
    """The code was typed; nothing is erased yet."""
    ERASURE_CODE_WRONG = "erasure_code_wrong"
    OWN_DATA = "own_data"
    """To "I miei dati": what is held, in words; the next three are parts of it."""
    OWN_DATA_SUBSCRIBED = "own_data_subscribed"
    OWN_DATA_NOT_SUBSCRIBED = "own_data_not_subscribed"
    OWN_DATA_NONE = "own_data_none"
    RIGHTS_EXTENDED = "rights_extended"
    """Two more months, with the reason (art. 12(3) GDPR)."""
    RIGHTS_ANSWERED = "rights_answered"
    RIGHTS_ERASED = "rights_erased"
    """After an erasure. The same for all, so that it does not show whether a file of evidence holds
    something."""
    RIGHTS_REFUSED = "rights_refused"
    """With the reasons, and where to complain (art. 12(4) GDPR)."""
    NON_TEXT_REFUSED = "non_text_refused"
    NON_TEXT_REFUSED_CLOSED = "non_text_refused_closed"
    STICKER = "sticker"
    CALL_NOT_ANSWERED = "call_not_answered"
    FORWARDED_OFTEN = "forwarded_often"
    """A chain letter: it is no question."""
    NOT_TAKEN_AS_QUESTION = "not_taken_as_question"
    """A rule hid the message: where to ask instead, and whom to call in danger. It names no offence, since no
    person has judged yet."""
    REPORT_REDIRECT = "report_redirect"
    COMPLAINT_REDIRECT = "complaint_redirect"
    SUGGESTION_REDIRECT = "suggestion_redirect"
    DOUBT = "doubt"
    """Over the two buttons that ask what a message is; next their labels, within Meta's 20 characters."""
    DOUBT_REPORT_BUTTON = "doubt_report_button"
    DOUBT_QUESTION_BUTTON = "doubt_question_button"
    DOUBT_WRITE_QUESTION = "doubt_write_question"
    """The second button, pressed when nothing is in doubt any more."""
    HOW_TO_REPORT = "how_to_report"
    """The same channels for citizens who ask for them."""
    EMERGENCY = "emergency"
    EMERGENCY_ALERTED = "emergency_alerted"
    """Only when a person on duty really was alerted; so are `DISTRESS_ALERTED` and
    `CHILD_ALERTED`."""
    DISTRESS = "distress"
    DISTRESS_ALERTED = "distress_alerted"
    CHILD = "child"
    """To a child, in a danger of whichever kind, sure or possible."""
    CHILD_ALERTED = "child_alerted"
    EMERGENCY_POSSIBLE = "emergency_possible"
    """Perhaps none at all: whom to call if it is, and that a person reads it; so is `DISTRESS_POSSIBLE`."""
    DISTRESS_POSSIBLE = "distress_possible"
    BLOCK_NOTICE = "block_notice"
    BLOCK_AT_WHATSAPP_NOTICE = "block_at_whatsapp_notice"
    """The last text before the block at WhatsApp, after which nothing is delivered in either direction."""
    UNBLOCK_NOTICE = "unblock_notice"
    BREACH_ILLEGAL_ACTIVITY = "breach_illegal_activity"
    """The policy's offences as a citizen reads them in `reason`, this one and the next nine."""
    BREACH_OFFENSIVE_LANGUAGE = "breach_offensive_language"
    BREACH_DEFAMATION = "breach_defamation"
    BREACH_THREAT = "breach_threat"
    BREACH_OTHER_PEOPLES_DATA = "breach_other_peoples_data"
    BREACH_ATTACK_ON_PERSONS_OR_GROUPS = "breach_attack_on_persons_or_groups"
    BREACH_SPAM = "breach_spam"
    BREACH_PROMOTION = "breach_promotion"
    BREACH_COPYRIGHT = "breach_copyright"
    BREACH_FUND_RAISING = "breach_fund_raising"
    BREACH_NOT_NAMED = "breach_not_named"
    """Reason of a block without a named offence."""
    FOREIGN_ANSWER = "foreign_answer"
    """To citizens who write in a language that the desk does not read, this one and the next six: a language
    with texts of its own uses those of `urp.town.texts.foreign`, any other these."""
    FOREIGN_LEFT = "foreign_left"
    FOREIGN_LEAVE_QUESTION = "foreign_leave_question"
    FOREIGN_LEAVE_BUTTON = "foreign_leave_button"
    FOREIGN_JOIN_QUESTION = "foreign_join_question"
    FOREIGN_JOIN_BUTTON = "foreign_join_button"
    FOREIGN_NO_BUTTON = "foreign_no_button"
    FOREIGN_AGAIN = "foreign_again"
    """After `FOREIGN_ANSWER`, to every further message in a language that was not recognised: understood
    without a language."""
    MODERATION_WARNING = "moderation_warning"
    """For a message taken out of its conversation and erased after its period."""
    MODERATION_WARNING_KEPT = "moderation_warning_kept"
    """For a message that stays in its place, or is held as evidence: it claims nothing; so do the other
    `_KEPT`."""
    SECOND_WARNING = "second_warning"
    """To a citizen who was warned before, however often."""
    SECOND_WARNING_KEPT = "second_warning_kept"
    THIRD_PARTY_DATA = "third_party_data"
    THIRD_PARTY_DATA_KEPT = "third_party_data_kept"
    WARNING_WITHDRAWN = "warning_withdrawn"
    """It was no breach after all."""
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_REJECTED = "appeal_rejected"


VALUES_OF: Mapping[TextKey, frozenset[str]] = {
    TextKey.ALREADY_SUBSCRIBED: frozenset({"since"}),
    TextKey.OUT_OF_HOURS: frozenset({"next_opening"}),
    TextKey.CLOSED_EXCEPTIONALLY: frozenset({"closure_reason", "next_opening"}),
    TextKey.OUT_OF_HOURS_WRITE_AGAIN: frozenset({"next_opening"}),
    TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN: frozenset({"closure_reason", "next_opening"}),
    TextKey.REMINDER_CLOSED: frozenset({"next_opening"}),
    TextKey.REMINDER_CLOSED_WRITE_AGAIN: frozenset({"next_opening"}),
    TextKey.NON_TEXT_REFUSED_CLOSED: frozenset({"next_opening"}),
    TextKey.TOPICS: frozenset({"chosen"}),
    TextKey.TOPICS_CHANGED: frozenset({"chosen"}),
    TextKey.TOPIC_ROW_ADD: frozenset({"about"}),
    TextKey.TOPIC_ROW_DROP: frozenset({"about"}),
    TextKey.HOURS_ANSWER: frozenset({"state_now", "special_days"}),
    TextKey.REPORT_REDIRECT: frozenset({"own_channel"}),
    TextKey.COMPLAINT_REDIRECT: frozenset({"own_channel"}),
    TextKey.SUGGESTION_REDIRECT: frozenset({"own_channel"}),
    TextKey.HOW_TO_REPORT: frozenset({"own_channel"}),
    TextKey.RIGHTS_REQUEST: frozenset({"number", "due"}),
    TextKey.RIGHTS_REQUEST_LEFT: frozenset({"number", "due"}),
    TextKey.ERASURE_OFFER: frozenset({"number", "code"}),
    TextKey.ERASURE_CONFIRMED: frozenset({"number", "due"}),
    TextKey.OWN_DATA: frozenset({"subscription", "chosen", "questions", "block", "requests"}),
    TextKey.OWN_DATA_SUBSCRIBED: frozenset({"since"}),
    TextKey.RIGHTS_EXTENDED: frozenset({"number", "due", "words"}),
    TextKey.RIGHTS_ANSWERED: frozenset({"number", "words"}),
    TextKey.RIGHTS_ERASED: frozenset({"number"}),
    TextKey.RIGHTS_REFUSED: frozenset({"number", "words"}),
    TextKey.BLOCK_NOTICE: frozenset({"reason", "until"}),
    TextKey.MODERATION_WARNING: frozenset({"reason"}),
    TextKey.BLOCK_AT_WHATSAPP_NOTICE: frozenset({"reason", "until"}),
    TextKey.MODERATION_WARNING_KEPT: frozenset({"reason"}),
    TextKey.SECOND_WARNING: frozenset({"reason"}),
    TextKey.APPEAL_REJECTED: frozenset({"reason"}),
    TextKey.SECOND_WARNING_KEPT: frozenset({"reason"}),
}
"""Values given with each call. A text not named here takes none; all of a text's values are in it."""
