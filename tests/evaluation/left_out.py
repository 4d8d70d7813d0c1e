"""`python -m tests.evaluation.left_out`: each own set, understood with the words of the others alone.

And by rules alone, which were tuned on some of these sets: `sets/README.md` says which.
"""

from functools import partial

from tests.evaluation.counting import danger_file_of, file_of
from tests.evaluation.messages import OWN, read_part
from tests.evaluation.report import by_file
from tests.evaluation.scores import judge, macro_f1
from urp.meaning.model import Meaning
from urp.meaning.normalisation import read_words
from urp.meaning.understanding import by_rules, understand
from urp.meaning.word_counts import read_counts
from urp.meaning.word_files import phrase_book


def main() -> None:
    messages = read_part(OWN)
    for name in dict.fromkeys(each.set_name for each in messages):
        counted = [each for each in messages if each.set_name != name]
        others = read_counts(file_of(counted), danger_file_of(counted))
        left_out = [each for each in messages if each.set_name == name]
        alone = macro_f1(judge(left_out, understand_by_rules, readings=1))
        for line in by_file(judge(left_out, partial(understand, counts=others), readings=1)):
            print(f"{line}; rules alone {alone:.3f}", flush=True)


def understand_by_rules(text: str) -> Meaning:
    wording = read_words(text)
    return by_rules(wording, phrase_book().hits(wording))


if __name__ == "__main__":
    main()
