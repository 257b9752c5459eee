"""What changes scrutiny's records: a recommendation, its answer, and an answer's correction."""

from datetime import date, datetime

from django.utils.timezone import localdate

from saferplan.history.actions import action, record
from saferplan.partnership.models import Body, Meeting, Person
from saferplan.plan.models import Plan
from saferplan.scrutiny.clock import ANSWER_DAYS, answer_due_on, day_in_words
from saferplan.scrutiny.models import ANSWERS, EarlierAnswer, Recommendation
from saferplan.terms.problems import Refusal


@action
def recommend(
    plan: Plan,
    *,
    to_body: Body,
    sentence: str,
    reason: str,
    made_on: date,
    meeting: Meeting | None,
    by: Person,
    at: datetime,
) -> Recommendation:
    """Recommend something to a body on an adopted plan; the clock on its answer begins that day."""
    _refuse_plan_not_adopted(plan)
    _refuse_strangers(plan, to_body, meeting)
    _refuse_blank(sentence, "A recommendation says what should be done.")
    _refuse_blank(reason, "A recommendation says why.")
    _refuse_day(plan, to_body, meeting, made_on, at)
    made = Recommendation.objects.create(
        plan=plan,
        meeting=meeting,
        to_body=to_body,
        sentence=sentence.strip(),
        reason=reason.strip(),
        made_on=made_on,
        answer_due_on=answer_due_on(made_on),
        made_at=at,
        made_by=by,
    )
    evidence = [plan, to_body, *([meeting] if meeting else [])]
    facts = {"made_on": str(made_on), "answer_due_on": str(made.answer_due_on), "answer_days": ANSWER_DAYS}
    record(made, by=by, at=at, partnership=plan.partnership, evidence=evidence, facts=facts)
    return made


@action
def answer(
    recommendation: Recommendation, *, answer: str, words: str, seen_version: int, by: Person, at: datetime
) -> None:
    """Answer a recommendation, once. Fails: Refusal where it is answered, or by who made it."""
    if recommendation.answered_at is not None:
        raise Refusal(
            "This recommendation is answered.",
            why=f"The answer of {day_in_words(localdate(recommendation.answered_at))} stands.",
            next_step="Correct that answer instead, and say why; the earlier one is kept.",
        )
    _refuse_answer(recommendation, answer, words, by, at)
    recommendation.change(
        seen_version=seen_version, answer=answer, answer_words=words.strip(), answered_at=at, answered_by=by
    )
    days_left = (recommendation.answer_due_on - localdate(at)).days
    facts = {"answer": answer, "days_left": days_left}
    record(recommendation, by=by, at=at, partnership=recommendation.plan.partnership, facts=facts)


@action
def correct_answer(
    recommendation: Recommendation,
    *,
    answer: str,
    words: str,
    reason: str,
    seen_version: int,
    by: Person,
    at: datetime,
) -> EarlierAnswer:
    """Put another answer in place of the one that stands, which is kept beside it with the reason."""
    if recommendation.answered_at is None or recommendation.answered_by is None:
        raise Refusal(
            "There is no answer to correct.",
            why="This recommendation waits for its first.",
            next_step="Answer it.",
        )
    _refuse_answer(recommendation, answer, words, by, at)
    _refuse_blank(reason, "A correction says what was wrong with the answer before.")
    earlier = EarlierAnswer.objects.create(
        recommendation=recommendation,
        answer=recommendation.answer,
        answer_words=recommendation.answer_words,
        answered_at=recommendation.answered_at,
        answered_by=recommendation.answered_by,
        reason=reason.strip(),
        corrected_at=at,
        corrected_by=by,
    )
    recommendation.change(
        seen_version=seen_version, answer=answer, answer_words=words.strip(), answered_at=at, answered_by=by
    )
    facts = {"answer": answer, "answer_before": earlier.answer}
    record(recommendation, by=by, at=at, partnership=recommendation.plan.partnership, evidence=[earlier], facts=facts)
    return earlier


def _refuse_plan_not_adopted(plan: Plan) -> None:
    if plan.state == "draft":
        raise Refusal(
            "There is nothing to scrutinise yet.",
            why=f"{plan} is a draft, and the board may still change it.",
            next_step="Wait until it is adopted.",
        )
    if plan.state != "adopted":
        raise Refusal(
            f"{plan} no longer stands.",
            why="A later version replaced it.",
            next_step="Make the recommendation on the version that stands.",
        )


def _refuse_strangers(plan: Plan, to_body: Body, meeting: Meeting | None) -> None:
    if to_body.partnership_id != plan.partnership_id:
        raise Refusal(
            f"{to_body} cannot be asked here.",
            why=f"It is not an organisation of {plan.partnership}.",
            next_step="Choose one that is.",
        )
    group = meeting.group if meeting else None
    if group and (group.partnership_id != plan.partnership_id or group.kind != "committee"):
        raise Refusal(
            "That was not a meeting of the scrutiny committee.",
            why=f"It was a meeting of {group.name}.",
            next_step="Choose a meeting of the committee, or none.",
        )


def _refuse_blank(words: str, rule: str) -> None:
    if not words.strip():
        raise Refusal("Something is left blank.", why=rule, next_step="Write it, and send it again.")


def _refuse_day(plan: Plan, to_body: Body, meeting: Meeting | None, made_on: date, at: datetime) -> None:
    adopted_on = localdate(plan.adopted_at) if plan.adopted_at else None
    if made_on > localdate(at):
        why, next_step = "That day is still to come.", "Record it once the committee has made it."
    elif adopted_on and made_on < adopted_on:
        why, next_step = f"The plan was adopted on {day_in_words(adopted_on)}.", "Give that day or a later one."
    elif meeting and made_on < meeting.held_on:
        why, next_step = f"The meeting was held on {day_in_words(meeting.held_on)}.", "Give that day or a later one."
    elif not to_body.is_true_on(made_on):
        why, next_step = f"{to_body} was not in the partnership on that day.", "Choose another organisation or day."
    else:
        return
    raise Refusal(f"It cannot have been made on {day_in_words(made_on)}.", why=why, next_step=next_step)


def _refuse_answer(recommendation: Recommendation, answer: str, words: str, by: Person, at: datetime) -> None:
    if answer not in dict(ANSWERS):
        raise Refusal(
            "That is no answer.",
            why="A recommendation is accepted, accepted in part, or not accepted.",
            next_step="Choose one of the three.",
        )
    _refuse_blank(words, "An answer says what will be done, or why nothing will be.")
    if by.pk == recommendation.made_by_id:
        raise Refusal(
            "You made this recommendation.",
            why="Nobody answers their own question.",
            next_step="Leave the answer to the partnership’s manager.",
        )
    if localdate(at) < recommendation.made_on:
        raise Refusal(
            "An answer cannot come before its recommendation.",
            why=f"It was made on {day_in_words(recommendation.made_on)}.",
            next_step="Answer on that day or later.",
        )
