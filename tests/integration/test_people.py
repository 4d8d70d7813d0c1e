"""Who comes to work here and who goes: two people give a right, one takes it away; the pool follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.stored import items_of
from tests.fakes.two_people import second_person_on
from urp.acts.authentication import AccessEndedError, SignedOutError, admit_or_refuse
from urp.acts.mail import MailOffice, MailState, MailView
from urp.acts.mail_settling import SettleMail
from urp.acts.model import Act, Person, Role, StaffMember
from urp.acts.news import HOLES, UNHEARD, News
from urp.acts.people import (
    ENABLE,
    GIVE_ROLE,
    INVITE,
    ChangeState,
    HasRoleError,
    LeftError,
    PeopleOffice,
    YourselfError,
)
from urp.acts.people_changing import GIVEN_UP, CarryOutChange, SweepPeople
from urp.acts.preferences import Preferences
from urp.acts.second_person import ChangedSinceProposedError, Proposed, SamePersonError, TwoPersonAct
from urp.acts.store.accounts import StaffAccounts, make_password
from urp.acts.store.mail import MailChoices, StaffSubscriptions
from urp.acts.store.people import PeopleRegister
from urp.acts.store.preferences import PreferenceRegister
from urp.acts.store.staff import Denials, StaffNames, StaffRegister
from urp.aws.tables import Tables
from urp.errors import InvalidError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_sns import SNSClient

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "Sostituisce una collega in congedo"
BEA = "bea.neri@comune.example"


OF_SERVICE = (UNHEARD, HOLES)


@dataclass
class Town:
    """A town hall with two administrators, and the function beside its API."""

    cognito: CognitoIdentityProviderClient
    pool: str
    sns: SNSClient
    topic: str
    tables: Tables = field(default_factory=create_tables)
    now: datetime = NOON
    ordered: list[UUID] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    anna: str = ""
    carlo: str = ""
    on_turns: tuple[str, ...] = ()
    _acts: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.anna = self.starts("anna.verdi@comune.example", "Anna Verdi")
        self.carlo = self.starts("carlo.rossi@comune.example", "Carlo Rossi")

    @property
    def accounts(self) -> StaffAccounts:
        return StaffAccounts(self.cognito, self.pool, StaffRegister(self.tables, lambda: self.now))

    @property
    def names(self) -> StaffNames:
        return StaffNames(self.tables)

    @property
    def office(self) -> PeopleOffice:
        register = PeopleRegister(self.tables)
        two, zone = second_person_on(self.tables), ZoneInfo("Europe/Rome")
        return PeopleOffice(register, self.names, two, self.ordered.append, zone)

    def asked_at(self, change_id: UUID) -> datetime:
        change = PeopleRegister(self.tables).find(change_id)
        assert change is not None
        return change.at

    @property
    def function(self) -> CarryOutChange:
        register = PeopleRegister(self.tables)
        forget = PreferenceRegister(self.tables).forget
        return CarryOutChange(
            register, self.accounts, self.names, lambda: self.now, make_password, self.settle_mail, forget
        )

    @property
    def settle_mail(self) -> SettleMail:
        address_of = self.accounts.address_of
        return SettleMail(
            self.choices, self.names, address_of, self.subscriptions, lambda: self.now, lambda: self.on_turns
        )

    @property
    def choices(self) -> MailChoices:
        return MailChoices(self.tables)

    @property
    def subscriptions(self) -> StaffSubscriptions:
        return StaffSubscriptions(lambda: self.sns, self.topic)

    def starts(self, address: str, name: str) -> str:
        """As `make staff-member` lets the first two in."""
        self.accounts.create(address, make_password())
        self.accounts.give_role(address, Role.ADMINISTRATOR)
        staff_id = self.accounts.id_of(address)
        self.accounts.name(staff_id, name, address)
        return staff_id

    def act(self, by: str) -> Act:
        return Act(f"act{next(self._acts)}", by, "", "people", self.now, standing=AS_OPERATOR)

    def confirms(self, what: TwoPersonAct, proposed: Proposed, by: str = "") -> None:
        proposal = proposed.proposal
        self.office.confirm(what, proposal.subject, proposal.seen, self.act(by or self.carlo))

    def works(self) -> list[ChangeState | None]:
        orders, self.ordered = self.ordered, []
        return [self.function(each) for each in orders]

    def sweeps(self) -> None:
        SweepPeople(self.function, self.settle_mail.find_unsettled, self.failures.append)(self.now)

    def chooses(self, staff_id: str, *about: News) -> MailView:
        """What people_change makes of it included, and what the page says then."""
        member = StaffMember(staff_id, self.person(staff_id).roles_at(self.now))
        office = MailOffice(self.choices, self.settle_mail, self.subscriptions.is_confirmed)
        office.choose(member, frozenset(about))
        return office.see(member)

    def mails(self) -> dict[str, list[str]]:
        """Addresses at SNS, and what of their choice each is let through: not what their service brings."""
        found = self.sns.list_subscriptions_by_topic(TopicArn=self.topic)["Subscriptions"]
        filters = (
            self.sns.get_subscription_attributes(SubscriptionArn=each["SubscriptionArn"])["Attributes"]
            for each in found
        )
        labels = {each["Endpoint"]: json.loads(each["FilterPolicy"])["about"] for each in filters}
        chosen = {to: [each for each in about if each not in OF_SERVICE] for to, about in labels.items()}
        return {to: about for to, about in chosen.items() if about}

    def has_bea(self, *roles: Role) -> str:
        given = frozenset(roles or {Role.OPERATOR})
        self.confirms(INVITE, self.office.invite(BEA, "Bea Neri", given, WHY, self.act(self.anna)))
        assert self.works() == [ChangeState.DONE]
        return self.accounts.id_of(BEA)

    def person(self, staff_id: str) -> Person:
        return next(each for each in self.names.people() if each.id == staff_id)

    def groups(self, staff_id: str) -> set[str]:
        found = self.cognito.admin_list_groups_for_user(UserPoolId=self.pool, Username=staff_id)["Groups"]
        return {each["GroupName"] for each in found}

    def may(self, staff_id: str, *token: Role, at: datetime | None = None) -> frozenset[Role]:
        """What a token of a sign-in at that moment is worth now."""
        denial = Denials(self.tables, lambda: self.now).of(staff_id)
        signed_in_at = at or self.now
        return admit_or_refuse(StaffMember(staff_id, frozenset(token), signed_in_at), denial).roles


@pytest.fixture
def town() -> Iterator[Town]:
    with mock_aws():
        cognito = boto3.client("cognito-idp")
        pool = cognito.create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
        for role in Role:
            cognito.create_group(UserPoolId=pool, GroupName=role.value)
        sns = boto3.client("sns")
        yield Town(cognito, pool, sns, sns.create_topic(Name="staff")["TopicArn"])


def test_one_administrator_proposes_a_colleague_and_another_lets_them_in(town: Town) -> None:
    roles = frozenset({Role.EDITOR, Role.OPERATOR})
    proposed = town.office.invite(f" {BEA.title()}", "Bea Neri", roles, WHY, town.act(town.anna))
    nobody_yet = town.cognito.list_users(UserPoolId=town.pool, Filter=f'email = "{BEA}"')["Users"]

    with pytest.raises(SamePersonError):
        town.confirms(INVITE, proposed, by=town.anna)
    town.confirms(INVITE, proposed)

    assert "Bea Neri <bea.neri@comune.example>" in proposed.proposal.words
    assert "operatore, redazione" in proposed.proposal.words
    assert (nobody_yet, town.works()) == ([], [ChangeState.DONE])
    bea = town.accounts.id_of(BEA)
    assert town.groups(bea) == {"editor", "operator"}
    assert town.person(bea) == Person(bea, "Bea Neri", roles, since=NOON)


def test_the_address_is_gone_from_the_tables_once_the_invitation_is_out(town: Town) -> None:
    town.has_bea()

    assert BEA not in str([list(items_of(town.tables, name)) for name in ("Audit", "Control")])
    (change,) = town.office.changes()
    assert (change.state, change.person) == (ChangeState.DONE, town.accounts.id_of(BEA))


def test_an_invitation_done_twice_is_one(town: Town) -> None:
    town.has_bea()
    (change,) = town.office.changes()

    assert town.function(change.id) is ChangeState.DONE
    assert len(town.names.people()) == 3


def test_an_invitation_of_somebody_who_is_here_renames_nobody_and_readmits_nobody(town: Town) -> None:
    bea = town.has_bea()
    town.office.disable(UUID(bea), town.act(town.anna))
    town.works()
    town.now += DAY
    roles = frozenset({Role.ADMINISTRATOR})
    town.confirms(INVITE, town.office.invite(BEA, "Altra Persona", roles, WHY, town.act(town.anna)))

    assert town.works() == [ChangeState.NOT_DONE]
    assert "c'è già" in town.office.changes()[0].why
    assert (town.person(bea).name, town.person(bea).left) == ("Bea Neri", True)
    assert town.groups(bea) == {"operator"}


def test_who_is_dismissed_is_refused_though_their_token_lasts_and_two_let_them_in_again(town: Town) -> None:
    bea = town.has_bea()
    town.office.disable(UUID(bea), town.act(town.anna))
    town.works()

    with pytest.raises(AccessEndedError):
        town.may(bea, Role.OPERATOR)
    assert not town.cognito.admin_get_user(UserPoolId=town.pool, Username=bea)["Enabled"]
    with pytest.raises(LeftError):
        town.office.give_role(UUID(bea), Role.EDITOR, None, WHY, town.act(town.anna))

    before, town.now = town.now, town.now + timedelta(hours=6)
    town.confirms(ENABLE, town.office.enable(UUID(bea), WHY, town.act(town.anna)))
    town.works()
    town.now += timedelta(minutes=1)
    assert town.may(bea, Role.OPERATOR) == {Role.OPERATOR}
    assert not town.person(bea).left
    with pytest.raises(SignedOutError):  # a cookie that nobody used meanwhile
        town.may(bea, Role.OPERATOR, at=before)


def test_sessions_are_ended_by_oneself_or_an_administrator_and_the_access_stays(town: Town) -> None:
    bea = town.has_bea()
    before, town.now = town.now, town.now + timedelta(minutes=1)
    first = town.office.sign_out_oneself(town.act(bea))
    town.now += timedelta(minutes=1)
    again, town.now = town.now, town.now + timedelta(minutes=1)
    second = town.office.sign_out(UUID(bea), town.act(town.anna))
    done = [town.function(each.id) for each in (second, first)]  # in whatever order the queue brings them
    town.now += timedelta(minutes=1)

    assert done == [ChangeState.DONE, ChangeState.DONE]
    for sign_in in (before, again):
        with pytest.raises(SignedOutError):
            town.may(bea, Role.OPERATOR, at=sign_in)
    assert town.may(bea, Role.OPERATOR) == {Role.OPERATOR}
    assert town.groups(bea) == {"operator"}
    assert town.cognito.admin_get_user(UserPoolId=town.pool, Username=bea)["Enabled"]


def test_a_role_is_given_by_two_and_taken_by_one(town: Town) -> None:
    bea = town.has_bea()
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.APPROVER, None, WHY, town.act(town.anna)))
    town.works()
    given = town.groups(bea)

    town.office.take_role(UUID(bea), Role.APPROVER, town.act(town.carlo))
    town.works()

    assert (given, town.groups(bea)) == ({"approver", "operator"}, {"operator"})
    assert town.may(bea, Role.APPROVER, Role.OPERATOR) == {Role.OPERATOR}


def test_a_role_until_a_moment_ends_at_the_next_call_and_then_in_the_pool(town: Town) -> None:
    bea, end = town.has_bea(), NOON + 7 * DAY
    proposed = town.office.give_role(UUID(bea), Role.APPROVER, end, WHY, town.act(town.anna))
    town.confirms(GIVE_ROLE, proposed)
    town.works()
    token = (Role.APPROVER, Role.OPERATOR)

    assert "fino al 08/12/2026 alle 13:00" in proposed.proposal.words
    town.now = end - timedelta(seconds=1)
    assert town.may(bea, *token) == {*token}
    town.now = end
    assert town.may(bea, *token) == {Role.OPERATOR}
    town.now = end + 20 * DAY  # nobody has swept
    assert town.may(bea, *token) == {Role.OPERATOR}

    town.sweeps()

    assert town.failures == []
    assert town.groups(bea) == {"operator"}
    assert town.person(bea).roles == {Role.OPERATOR}
    assert "person.role_ended" in str(list(items_of(town.tables, "Audit")))


def test_a_role_that_was_given_again_late_is_not_taken_by_the_end_it_had_before(town: Town) -> None:
    bea, end = town.has_bea(), NOON + 7 * DAY
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.APPROVER, end, WHY, town.act(town.anna)))
    town.works()
    town.now = end + timedelta(seconds=1)
    until = town.now + 30 * DAY
    again = town.office.give_role(UUID(bea), Role.APPROVER, until, WHY, town.act(town.anna))
    town.confirms(GIVE_ROLE, again)
    town.ordered.clear()  # the queue loses it
    town.now += timedelta(minutes=6)

    town.sweeps()

    assert town.groups(bea) == {"approver", "operator"}
    assert town.may(bea, Role.APPROVER) == {Role.APPROVER}


def test_what_is_taken_for_a_day_does_not_shorten_what_ends_in_a_month(town: Town) -> None:
    bea, end = town.has_bea(), NOON + 30 * DAY
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.APPROVER, end, WHY, town.act(town.anna)))
    town.office.take_role(UUID(bea), Role.OPERATOR, town.act(town.anna))
    town.works()

    town.now = end + DAY

    assert town.may(bea, Role.APPROVER) == frozenset()


def test_a_role_for_good_is_not_given_until_a_moment(town: Town) -> None:
    """It would end by itself. The pool knows also what was given before roles were written down."""
    bea = town.has_bea(Role.OPERATOR)
    with pytest.raises(HasRoleError):
        town.office.give_role(UUID(bea), Role.OPERATOR, NOON + DAY, WHY, town.act(town.anna))

    town.cognito.admin_add_user_to_group(UserPoolId=town.pool, Username=bea, GroupName="editor")
    asked = town.office.give_role(UUID(bea), Role.EDITOR, NOON + DAY, WHY, town.act(town.anna))
    town.confirms(GIVE_ROLE, asked)

    assert town.works() == [ChangeState.NOT_DONE]
    assert "senza una fine" in town.office.changes()[0].why
    assert town.may(bea, Role.EDITOR) == {Role.EDITOR}


def test_nobody_takes_away_their_own_access_so_one_administrator_remains(town: Town) -> None:
    anna = UUID(town.anna)

    with pytest.raises(YourselfError):
        town.office.disable(anna, town.act(town.anna))
    with pytest.raises(YourselfError):
        town.office.take_role(anna, Role.ADMINISTRATOR, town.act(town.anna))


@pytest.mark.parametrize("later_first", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_two_administrators_who_dismiss_each_other_leave_one(
    town: Town, *, later_first: bool, whole: bool
) -> None:
    """Whatever is taken, the access or the role, in whatever order the queue brings it."""
    one, other = UUID(town.anna), UUID(town.carlo)
    town.office.disable(other, town.act(town.anna))
    town.now += timedelta(seconds=1)
    if whole:
        town.office.disable(one, town.act(town.carlo))
    else:
        town.office.take_role(one, Role.ADMINISTRATOR, town.act(town.carlo))
    town.ordered.sort(key=town.asked_at, reverse=later_first)

    ended = town.works()

    assert sorted(ended, key=str) == [ChangeState.DONE, ChangeState.NOT_DONE]
    assert (town.person(town.anna).left, town.person(town.carlo).left) == (False, True)
    assert town.may(town.anna, Role.ADMINISTRATOR) == {Role.ADMINISTRATOR}
    (refused,) = [each for each in town.office.changes() if each.state is ChangeState.NOT_DONE]
    assert "nessun amministratore" in refused.why


def test_an_administrator_until_a_moment_does_not_stand_for_one(town: Town) -> None:
    bea = town.has_bea()
    until = town.now + DAY
    proposed = town.office.give_role(UUID(bea), Role.ADMINISTRATOR, until, WHY, town.act(town.anna))
    town.confirms(GIVE_ROLE, proposed)
    town.works()
    town.office.disable(UUID(town.carlo), town.act(town.anna))
    town.office.disable(UUID(town.anna), town.act(bea))

    assert sorted(town.works(), key=str) == [ChangeState.DONE, ChangeState.NOT_DONE]
    town.now += DAY
    town.sweeps()

    there = [each for each in town.names.people() if Role.ADMINISTRATOR in each.roles_at(town.now)]
    assert len(there) == 1


def test_what_one_took_away_meanwhile_is_not_given(town: Town) -> None:
    """In whatever order the queue brings them."""
    bea = town.has_bea()
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.EDITOR, None, WHY, town.act(town.anna)))
    town.office.take_role(UUID(bea), Role.EDITOR, town.act(town.anna))
    town.ordered.reverse()

    assert town.works() == [ChangeState.DONE, ChangeState.NOT_DONE]
    assert town.groups(bea) == {"operator"}


def test_a_proposal_about_somebody_who_changed_meanwhile_is_looked_at_again(town: Town) -> None:
    bea = town.has_bea(Role.OPERATOR, Role.EDITOR)
    proposed = town.office.give_role(UUID(bea), Role.DUTY, None, WHY, town.act(town.anna))
    town.office.take_role(UUID(bea), Role.EDITOR, town.act(town.anna))
    town.works()

    with pytest.raises(ChangedSinceProposedError):
        town.confirms(GIVE_ROLE, proposed)


@pytest.mark.parametrize("until", [NOON, NOON + timedelta(days=30, seconds=1)])
def test_an_end_that_is_past_or_too_far_is_named(town: Town, until: datetime) -> None:
    with pytest.raises(InvalidError) as refused:
        town.office.give_role(UUID(town.anna), Role.DUTY, until, WHY, town.act(town.carlo))

    assert refused.value.field == "until"


def test_what_the_queue_lost_is_done_by_the_sweep_and_given_up_after_a_day(town: Town) -> None:
    bea = town.has_bea()
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.EDITOR, None, WHY, town.act(town.anna)))
    town.ordered.clear()
    town.now += timedelta(minutes=5)
    town.sweeps()
    swept = town.groups(bea)
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.DUTY, None, WHY, town.act(town.anna)))
    town.now += GIVEN_UP + timedelta(seconds=1)
    town.sweeps()

    assert (swept, town.groups(bea)) == ({"editor", "operator"}, {"editor", "operator"})
    assert town.office.changes()[0].state is ChangeState.NOT_DONE


def test_who_chooses_mail_gets_what_their_roles_let_them_act_on_at_the_address_they_sign_in_with(
    town: Town,
) -> None:
    bea = town.has_bea(Role.OPERATOR, Role.APPROVER)

    seen = town.chooses(bea, News.QUESTION, News.APPROVAL)

    assert (seen.about, seen.state) == (frozenset({News.QUESTION, News.APPROVAL}), MailState.ON)
    assert town.mails() == {BEA: ["approval.approve", "approval.oversee", "question.answer"]}
    assert BEA not in str(list(items_of(town.tables, "Control")))
    with pytest.raises(InvalidError):
        town.chooses(bea, News.THREAT)


def test_fewer_more_or_no_mail_is_one_subscription_changed_or_ended(town: Town) -> None:
    bea = town.has_bea(Role.OPERATOR, Role.APPROVER)
    town.chooses(bea, News.QUESTION, News.APPROVAL)

    town.chooses(bea, News.QUESTION)
    fewer = town.mails()
    none = town.chooses(bea)

    assert fewer == {BEA: ["question.answer"]}
    assert (town.mails(), none.state) == ({}, MailState.OFF)
    assert town.choices.all() == ()


def test_mail_ends_with_the_access_and_what_a_role_brought_with_the_role(town: Town) -> None:
    bea = town.has_bea(Role.OPERATOR, Role.APPROVER)
    town.chooses(bea, News.QUESTION, News.APPROVAL)

    town.office.take_role(UUID(bea), Role.APPROVER, town.act(town.anna))
    town.works()
    without_the_role = town.mails()
    town.office.disable(UUID(bea), town.act(town.anna))
    town.works()

    assert without_the_role == {BEA: ["question.answer"]}
    assert (town.mails(), town.choices.all()) == ({}, ())


def test_the_sweep_ends_mail_of_a_role_that_is_over_or_was_taken_by_the_command(town: Town) -> None:
    bea, end = town.has_bea(), NOON + 7 * DAY
    town.confirms(GIVE_ROLE, town.office.give_role(UUID(bea), Role.APPROVER, end, WHY, town.act(town.anna)))
    town.works()
    town.chooses(bea, News.QUESTION, News.APPROVAL)

    town.now = end
    town.sweeps()
    role_over = town.mails()
    town.accounts.disable(BEA, BEA)
    town.sweeps()

    assert (role_over, town.mails()) == ({BEA: ["question.answer"]}, {})
    assert town.failures == []


def test_a_choice_that_the_queue_lost_is_seen_to_by_the_sweep(town: Town) -> None:
    bea = town.has_bea()
    office = MailOffice(town.choices, lambda _: None, town.subscriptions.is_confirmed)

    asked = office.choose(StaffMember(bea, frozenset({Role.OPERATOR})), frozenset({News.QUESTION}))
    town.sweeps()

    assert (asked.state, town.mails()) == (MailState.ASKED, {BEA: ["question.answer"]})


def test_who_left_by_the_link_in_a_mail_reads_so_and_may_choose_again(town: Town) -> None:
    bea = town.has_bea()
    town.chooses(bea, News.QUESTION)
    (choice,) = town.choices.all()
    town.sns.unsubscribe(SubscriptionArn=choice.subscription)
    office = MailOffice(town.choices, town.settle_mail, town.subscriptions.is_confirmed)

    left = office.see(StaffMember(bea, frozenset({Role.OPERATOR}))).state
    town.sweeps()
    not_asked_again = town.mails()

    assert (left, not_asked_again) == (MailState.ENDED, {})
    assert town.chooses(bea, News.QUESTION).state is MailState.ON


def test_what_sns_does_not_change_before_it_is_confirmed_is_tried_again(town: Town) -> None:
    """moto confirms each address itself; SNS asks its owner, and answers InvalidParameter meanwhile."""
    bea = town.has_bea()
    town.chooses(bea, News.QUESTION)
    pending, asked = Stubber(town.sns), {"SubscriptionArn": town.choices.all()[0].subscription}
    pending.add_client_error("unsubscribe", "InvalidParameter", expected_params=asked)
    pending.add_response(
        "get_subscription_attributes", {"Attributes": {"PendingConfirmation": "true"}}, asked
    )

    with pending:
        town.office.disable(UUID(bea), town.act(town.anna))
        ended = town.works()
    there = town.mails()
    town.sweeps()

    assert (ended, there) == ([ChangeState.DONE], {BEA: ["question.answer"]})
    assert (town.mails(), town.failures) == ({}, [])


def test_who_thinks_better_of_it_while_sns_is_asked_gets_no_mail(town: Town) -> None:
    bea = town.has_bea()
    member, later = StaffMember(bea, frozenset({Role.OPERATOR})), lambda _: None
    office = MailOffice(town.choices, later, town.subscriptions.is_confirmed)
    office.choose(member, frozenset({News.QUESTION}))

    def address_of(staff_id: str) -> str:
        office.choose(member, frozenset())
        return town.accounts.address_of(staff_id)

    replace(town.settle_mail, address_of=address_of)(bea)

    assert (town.mails(), town.choices.all()) == ({}, ())


def test_what_was_chosen_goes_with_the_access(town: Town) -> None:
    bea, preferences = town.has_bea(), PreferenceRegister(town.tables)
    preferences.keep(bea, Preferences(hold_seconds=30), town.now)

    town.office.disable(UUID(bea), town.act(town.anna))
    town.works()

    assert preferences.of(bea) == Preferences()


def test_another_choice_changes_what_sns_lets_through_of_the_subscription_that_is_there(town: Town) -> None:
    """moto takes another filter with a second Subscribe; SNS refuses that."""
    there, wanted = "arn:aws:sns:eu-south-1:1:staff:1", {"about": ["question.answer"]}
    asked = {"TopicArn": town.topic, "Protocol": "email", "Endpoint": BEA, "ReturnSubscriptionArn": True}
    policy = json.dumps(wanted)
    sns = Stubber(town.sns)
    sns.add_client_error(
        "subscribe", "InvalidParameter", expected_params={**asked, "Attributes": {"FilterPolicy": policy}}
    )
    sns.add_response("subscribe", {"SubscriptionArn": there}, {**asked, "Attributes": {}})
    before = {"FilterPolicy": json.dumps({"about": ["threat.moderate"]}), "PendingConfirmation": "false"}
    sns.add_response("get_subscription_attributes", {"Attributes": before}, {"SubscriptionArn": there})
    change = {"SubscriptionArn": there, "AttributeName": "FilterPolicy", "AttributeValue": policy}
    sns.add_response("set_subscription_attributes", {}, change)

    with sns:
        kept = town.subscriptions.keep(BEA, {"question.answer"})

    sns.assert_no_pending_responses()
    assert kept == (there, True)
