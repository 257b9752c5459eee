"""What changes the evidence that people decide on: figures frozen for the record."""

from collections.abc import Iterable
from datetime import datetime

from saferplan.evidence.models import FrozenFigure, content_of
from saferplan.history.actions import action, record
from saferplan.partnership.models import Partnership, Person
from saferplan.terms.figures import Figure


@action
def freeze_figures(
    partnership: Partnership, *, figures: Iterable[Figure], by: Person, at: datetime
) -> dict[str, FrozenFigure]:
    """Keep figures in a partnership's records, and give them by address; one that is kept already stays as it is."""
    wanted = {figure.figure_id: figure for figure in figures}
    kept = {row.figure_id: row for row in FrozenFigure.objects.filter(partnership=partnership, figure_id__in=wanted)}
    new = [
        FrozenFigure(
            partnership=partnership,
            figure_id=figure_id,
            build_id=figure.build_id,
            content=content_of(figure),
            frozen_at=at,
            frozen_by=by,
        )
        for figure_id, figure in wanted.items()
        if figure_id not in kept
    ]
    for frozen in FrozenFigure.objects.bulk_create(new):
        kept[frozen.figure_id] = frozen
    builds = sorted({figure.build_id for figure in wanted.values()})
    evidence = [*builds, *sorted(frozen.figure_id for frozen in new)]
    facts = {"new": len(new), "kept_before": len(wanted) - len(new)}
    record(partnership, by=by, at=at, partnership=partnership, evidence=evidence, facts=facts)
    return kept
