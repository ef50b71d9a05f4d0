"""What a project is to bring once it is built: 总投资5亿元的硅矿项目开工,投产后年产精砂2万吨、创税600万元."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.phrase import AFTER
from pipeline.measure.naming.subject import of_subject

LONGEST_YIELD = 8
"""Characters of what is yielded that does not say what yields it."""
BUILT = ("项目", "工程", "园", "中心", "基地", "生产线", "厂", "站", "馆", "楼")
"""What the names of things end in that are built, beside institutions."""


def once_built(draft: Draft) -> Words | None:
    """The yield of what the sentence is about, if the clause says that it comes after (投产后…)."""
    phrase, left, context = draft.phrase, draft.setting.left, draft.context
    if not phrase.letters or phrase.length > LONGEST_YIELD or draft.compared:
        return None
    after = any(text in AFTER and left.letters[at - 1] in "VE" for at, text in enumerate(left.texts) if at)
    built = context.subject.words if after else context.yielding if left.letters[:1] in ("z", "&") else EMPTY
    if not built.letters or not built.texts[-1].endswith((*BUILT, *draft.lexicon.institutions)):
        return None
    context.yielding = built
    draft.rules.append("naming.subject")
    return of_subject(built, phrase)
