import pytest
from growth import grows_in_proportion

from corpus.document import Block, BlockKind, FrontMatter
from corpus.formats import in_sequence
from corpus.front_matter import find_front_matter

BODY = (
    "Asthma is a chronic inflammatory disease of the airways that affects more than 300 million people. "
    "A trial published in 2014 showed that inhaled corticosteroids prevent exacerbations [3]."
)


def found(*lines: str, stated: FrontMatter | None = None, end: tuple[str, ...] = ()) -> FrontMatter:
    """Return the front matter of a document of a title, these lines, 40 paragraphs and these last lines."""
    title = Block(BlockKind.TITLE, "Asthma in adults", 0, 0, page=1)
    front = [Block(BlockKind.PARAGRAPH, line, 0, 0, page=1) for line in lines]
    body = [Block(BlockKind.PARAGRAPH, BODY, 0, 0, page=2 + number // 10) for number in range(40)]
    last = [Block(BlockKind.PARAGRAPH, line, 0, 0, page=6) for line in end]
    return find_front_matter(in_sequence([title, *front, *body, *last]), stated or FrontMatter())


DATED = {
    "Published: 12 March 2021": "2021-03-12",
    "Published 12 March 2021": "2021-03-12",
    "First published: 3 May 2019": "2019-05-03",
    "Published online: March 12, 2021": "2021-03-12",
    "Published online 12 March 2021. © The Author(s) 2021": "2021-03-12",
    "Date published: 2021-03-12": "2021-03-12",
    "Publication date: 12.03.2021": "2021-03-12",
    "Last reviewed May 2023": "2023-05",
    "Page last reviewed: 3 May 2023": "2023-05-03",
    "Reviewed and updated: May 2023": "2023-05",
    "Updated 2020-05-01": "2020-05-01",
    "Last Updated: 2020-05-01 10:15 GMT": "2020-05-01",
    "This topic last updated: Mar 12, 2021.": "2021-03-12",
    "This guideline was last updated on 3 May 2023.": "2023-05-03",
    "This page was last updated in May 2023. It is free to use.": "2023-05",
    "Revised 03/2022": "2022-03",
    "Date of revision of the text: 12 March 2021": "2021-03-12",
    "Date of last revision 03/2022": "2022-03",
    "Revision date: 03/04/2021": "2021",
    "Version date: 1 June 2021": "2021-06-01",
    "Version 2.1, March 2021": "2021-03",
    "Version 3 (dated 5 May 2020)": "2020-05-05",
    "v3.0 – May 2020": "2020-05",
    "2nd edition, 2019": "2019",
    "Issue date: March 2019": "2019-03",
    "Issued: 25 May 2011": "2011-05-25",
    "Date of issue: 25 May 2011": "2011-05-25",
    "Effective date: 1 January 2022": "2022-01-01",
    "Effective 1 January 2022": "2022-01-01",
    "Valid from 1 January 2022": "2022-01-01",
    "Approved: May 2021": "2021-05",
    "Ratified 12 May 2021": "2021-05-12",
    "Date: 12 March 2021": "2021-03-12",
    "Available online 12 March 2021": "2021-03-12",
    "Stand: Mai 2021": "2021-05",
    "Zuletzt aktualisiert am 3. Mai 2023": "2023-05-03",
    "Dernière mise à jour : 3 mai 2023": "2023-05-03",
    "Publié le 3 mai 2023": "2023-05-03",
    "Última actualización: 3 de mayo de 2023": "2023-05-03",
    "Published: 2014": "2014",
    "Published 2014": "2014",
    "NICE guideline | Published: 29 November 2017 | www.nice.org.uk/guidance/ng80": "2017-11-29",
    "NICE guideline Published: 29 November 2017 www.nice.org.uk/guidance/ng80": "2017-11-29",
    "Clinical guideline [CG123] Published: 25 May 2011 Last updated: 13 August 2020": "2020-08-13",
    "Document number 17; issued March 2019; next review March 2022": "2019-03",
    "Version 2 Issued March 2019 Review March 2022": "2019-03",
    "Issued March 2019. Review date: March 2022": "2019-03",
    "Guideline for acute asthma (updated May 2023)": "2023-05",
    "First published March 2019, updated May 2023": "2023-05",
    "Received 2 May 2019, Revised 3 May 2019, Accepted 5 May 2020, Available online May 2020": "2020-05",
    "Received: 2 January 2020 / Accepted: 5 May 2020 / Published online: 12 May 2020": "2020-05-12",
    "Received 2 January 2020; accepted 5 May 2020": "2020-05-05",
    "J Clin Med 2020;9:123": "2020",
    "J. Clin. Med. 2020, 9, 123": "2020",
    "BMJ 2012;344:e1 doi: 10.1136/bmj.e1": "2012",
    "N Engl J Med. 2020 Mar 12;382(11):1011-1021.": "2020-03-12",
    "European Heart Journal (2021) 42, 373–498": "2021",
    "Cite this as: BMJ 2012;344:e1": "2012",
    "Please cite this article as: Smith J, Jones B. Asthma in adults. Lancet 2019; 393: 1234-45": "2019",
    "© 2019 Springer Nature": "2019",
    "© NICE 2021. All rights reserved. Subject to Notice of rights.": "2021",
    "Copyright 2015–2019 World Health Organization": "2019",
    "Date published\n12 March 2021": "2021-03-12",
    "10. DATE OF REVISION OF THE TEXT\n12/2021": "2021-12",
    "March 2021": "2021-03",
    "12 March 2021": "2021-03-12",
}


@pytest.mark.parametrize(("line", "date"), DATED.items())
def test_a_line_of_the_first_page_says_when_the_document_was_issued(line: str, date: str) -> None:
    assert found("Department of Respiratory Medicine", line).date == date


UNDATED = [
    BODY,
    "A trial in 2014 showed that salbutamol relieves asthma.",
    "Published in 2014, the CONFIRM trial showed that budesonide prevents exacerbations.",
    "Published trials from March 2014 to May 2016 were searched.",
    "Updated guidelines from NICE in May 2021 recommend inhaled corticosteroids for all adults.",
    "Guidelines by NICE, updated May 2023, recommend inhaled corticosteroids.",
    "These recommendations follow the guideline of NICE, updated May 2023.",
    "The NICE guideline (published 29 November 2017) covers diagnosis and monitoring.",
    "Approved by the FDA in May 2021, the drug is given once a month.",
    "FDA approved: May 2021",
    "Next review: May 2026",
    "Next review date: 12 May 2026",
    "Review date: May 2024",
    "Date of next review: May 2024",
    "Review due May 2024",
    "Next update: May 2024",
    "Next updated: May 2024",
    "To be reviewed: May 2024",
    "To be updated by May 2024",
    "Valid until 31 December 2024",
    "Expiry date: May 2024",
    "Received 2 January 2020",
    "Date of first authorisation: 12 March 1999",
    "Printed on 3 May 2023",
    "Downloaded from https://example.org on 3 May 2023",
    "Search date: May 2020",
    "Literature search: January 2010 to May 2020",
    "Date of birth: 12 March 1961",
    "3. World Health Organization. Guidelines for malaria. Published 2015. Accessed May 5, 2020.",
    "World Health Organization. Guidelines for malaria. Updated March 2, 2020. Accessed May 5, 2020.",
    "12. Smith J. Asthma. BMJ 2012;344:e1.",
    "Smith and Jones (Lancet 2019;393:1234) found no difference between the two drugs in any group of age.",
    "Next review date\nMay 2024",
    "Review:\n3 May 2024",
    "Date of first authorisation\n12 March 1999",
    "2021",
    "Updated 12/03/21",
    "Published: 31 February 2020",
    "Patients were seen from 3 May 2019 to 4 June 2020.",
    "The ratio was 2020:1 in 2019; 12:3.",
    "Reviewed every 2 years",
    "Updated",
    "Published:",
]


@pytest.mark.parametrize("line", UNDATED)
def test_a_date_of_something_else_is_not_the_date_of_the_document(line: str) -> None:
    assert found("Department of Respiratory Medicine", line).date == ""


class TestWhichDateCounts:
    def test_the_latest_of_issue_and_revision_counts(self) -> None:
        assert (
            found("Last updated: May 2023", "Published: 12 March 2021", "Accepted 5 June 2023").date
            == "2023-05"
        )

    def test_a_review_that_is_due_does_not_count(self) -> None:
        assert found("Published: March 2021", "Next review: March 2024").date == "2021-03"

    def test_two_dates_that_stand_alone_say_nothing(self) -> None:
        assert found("12 March 2021", "14 March 2021").date == ""

    def test_the_year_of_the_volume_counts_before_that_of_acceptance(self) -> None:
        assert (
            found("J Clin Med 2020;9:123", "Received: 2 May 2019; Accepted: 5 December 2019").date == "2020"
        )

    def test_a_copyright_counts_only_when_nothing_better_is_there(self) -> None:
        assert found("© 2023 Elsevier", "Published: 12 March 2021").date == "2021-03-12"

    def test_what_the_text_names_counts_before_the_date_of_the_copy(self) -> None:
        assert found("Published: March 2015", stated=FrontMatter(date="2021-06-01")).date == "2015-03"

    def test_the_date_of_the_file_counts_where_it_is_the_same_more_exactly(self) -> None:
        assert found("Published: March 2015", stated=FrontMatter(date="2015-03-12")).date == "2015-03-12"

    @pytest.mark.parametrize(
        "line", ["© 2023 Elsevier", "J Clin Med 2020;9:123", "March 2020", "Accepted 5 May 2020"]
    )
    def test_the_date_of_the_file_counts_before_a_guess(self, line: str) -> None:
        assert found(line, stated=FrontMatter(date="2021-06-01")).date == "2021-06-01"

    def test_the_last_lines_of_a_leaflet_say_when_it_was_revised(self) -> None:
        assert found(end=("This leaflet was last revised in 03/2022.",)).date == "2022-03"

    def test_the_last_section_of_a_product_information_says_when_it_was_revised(self) -> None:
        first = ("9. DATE OF FIRST AUTHORISATION", "Date of first authorisation: 12 March 1999")
        assert found(end=(*first, "10. DATE OF REVISION OF THE TEXT", "12/2021")).date == "2021-12"

    def test_the_last_lines_of_a_page_say_when_it_was_reviewed(self) -> None:
        assert (
            found(end=("Page last reviewed: 3 May 2023 Next review due: 3 May 2026", "© 2024")).date
            == "2023-05-03"
        )

    def test_the_copyright_at_the_foot_of_a_page_is_that_of_the_site(self) -> None:
        assert found(end=("© 2024 Example Health", "Lancet 2019;393:1234")).date == ""

    def test_a_source_at_the_end_has_a_date_of_its_own(self) -> None:
        source = "WHO. Guidelines for malaria. Geneva: WHO. Published 2015. Updated March 2, 2020."
        assert found(end=(source,)).date == ""
        listed = Block(BlockKind.REFERENCE, "Published: 2015", 0, 0)
        assert find_front_matter([listed], FrontMatter()).date == ""

    def test_a_date_in_the_middle_of_a_document_is_not_looked_for(self) -> None:
        assert found(*[BODY] * 35, "Published: 12 March 2021", *[BODY] * 5).date == ""

    def test_a_table_of_the_documents_history_gives_its_latest_date(self) -> None:
        rows = (
            "Version: 1.0; Date issued: March 2019; Change: first",
            "Version: 2.0; Date issued: May 2021; Change: doses",
        )
        blocks = [Block(BlockKind.TABLE_ROW, row, 0, 0) for row in rows]
        assert find_front_matter(blocks, FrontMatter()).date == "2021-05"


DOIS = {
    "doi:10.1000/xyz": "10.1000/xyz",
    "DOI: 10.1136/bmjopen-2020-123456.": "10.1136/bmjopen-2020-123456",
    "https://doi.org/10.1016/S0140-6736(20)30183-5": "10.1016/S0140-6736(20)30183-5",
    "BMJ 2012;344:e1 (doi: 10.1136/bmj.e1).": "10.1136/bmj.e1",
    "Published online 12 March 2021. https://doi.org/10.3389/fmed.2020.00001/full": "10.3389/fmed.2020.00001",
    "http://dx.doi.org/10.1093/eurheartj/ehaa612, accepted 3 May 2020": "10.1093/eurheartj/ehaa612",
    "https://doi.org/10.1000/xyz?ref=home#top": "10.1000/xyz",
}


@pytest.mark.parametrize(("line", "doi"), DOIS.items())
def test_the_doi_of_the_document_is_told_without_what_follows_it(line: str, doi: str) -> None:
    assert found("Department of Respiratory Medicine", line).doi == doi


@pytest.mark.parametrize(
    "line",
    [
        "Data are available at https://doi.org/10.5061/dryad.abc",
        "Supplementary material: https://doi.org/10.1000/xyz.s1",
        "[1] Smith J. Asthma. doi:10.1000/xyz",
        "12. Smith J. Asthma. https://doi.org/10.1000/xyz",
        "The dose is 10.1000/5 mg.",
        "doi: pending",
    ],
)
def test_the_doi_of_another_work_is_not_the_documents(line: str) -> None:
    assert found(line).doi == ""


def test_many_dois_are_those_of_other_works() -> None:
    assert found(*(f"Smith J. Asthma. doi:10.1000/{number}" for number in range(9))).doi == ""


def test_what_the_file_states_counts_before_what_is_found() -> None:
    stated = FrontMatter("Asthma", ("Ada Lovelace",), "2020-01-02", "10.1000/file", "7")
    assert found("doi:10.1000/text", "Version 2", "Author: Jane Smith", stated=stated) == stated


VERSIONS = {
    "Version 2.1": "2.1",
    "Version: 2.1": "2.1",
    "Version number: 3": "3",
    "Version 2.1, March 2021": "2.1",
    "v3.0": "3.0",
    "Asthma guideline v3.0": "3.0",
    "Asthma in adults: guideline, version 4": "4",
    "2nd edition": "2nd edition",
    "Guideline for asthma, Second Edition": "second edition",
    "3rd edition, 2019": "3rd edition",
    "Revision 4": "revision 4",
    "Trust guideline | Version 5 | Issued May 2021": "5",
}


@pytest.mark.parametrize(("line", "version"), VERSIONS.items())
def test_a_short_line_says_which_version_it_is(line: str, version: str) -> None:
    assert found(line).version == version


@pytest.mark.parametrize(
    "line",
    [
        "Adverse events were graded by CTCAE version 5.0.",
        "Analyses used SPSS version 25",
        "The second edition of the score is used in adults and in children.",
        "Version 2 of the score has six items and is used in adults only.",
        "A revised edition of the questionnaire was sent to all patients.",
        "V5 is the fifth lead of the electrocardiogram.",
        "Factor V Leiden",
        "v1 100 mg",
        "Conversion 2",
        BODY,
    ],
)
def test_the_version_of_something_else_is_not_the_documents(line: str) -> None:
    assert found(line).version == ""


AUTHORS = {
    "Authors: A. Smith, B. Jones": ("A. Smith", "B. Jones"),
    "Author: Jane Smith": ("Jane Smith",),
    "Author(s): Jane Smith and Bob Jones": ("Jane Smith", "Bob Jones"),
    "Authors: Jane Smith, MD, PhD; Bob Jones, MBBS": ("Jane Smith, MD, PhD", "Bob Jones, MBBS"),
    "Authors: Jane Smith, MD, Bob Jones, PhD": ("Jane Smith", "Bob Jones"),
    "Authors: Smith, J., Jones, B. A., and van der Berg, C.": (
        "Smith, J.",
        "Jones, B. A",
        "van der Berg, C.",
    ),
    "Authors: Jane Smith1,2, Bob Jones2*": ("Jane Smith", "Bob Jones"),
    "Written by Dr Jane Smith, Consultant Paediatrician": ("Dr Jane Smith",),
    "Written by: Renée Müller-O’Brien": ("Renée Müller-O’Brien",),
    "Author: Jane Smith Version: 2.1 Date: March 2021": ("Jane Smith",),
    "Authors: World Health Organization": ("World Health Organization",),
    "Autoren: Anna Weiß und Jörg Groß": ("Anna Weiß", "Jörg Groß"),
}


@pytest.mark.parametrize(("line", "authors"), AUTHORS.items())
def test_authors_are_named_where_a_line_says_so(line: str, authors: tuple[str, ...]) -> None:
    assert tuple(name.rstrip(".") for name in found(line).authors) == tuple(
        name.rstrip(".") for name in authors
    )


@pytest.mark.parametrize(
    "line",
    [
        "Jane Smith, Bob Jones",
        "Authors should follow the instructions of the journal.",
        "Authors: see the end of the document",
        "The authors: all have declared no conflict",
        "Written by hand, prescriptions are hard to read.",
        "Author contributions: JS wrote the paper.",
        "Authors:",
    ],
)
def test_no_line_that_says_so_no_authors(line: str) -> None:
    assert found(line).authors == ()


def test_a_document_without_front_matter_has_none() -> None:
    assert find_front_matter((), FrontMatter()) == FrontMatter()
    assert found() == FrontMatter()


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "Published: ",
        "Version 2 ",
        "doi:10.1000/",
        "Authors: A ",
        "© ",
        "2020 ",
        "1.",
        "J. A. ",
        "a, ",
        "(updated ",
        "Cite as ",
    ],
)
def test_a_strange_first_page_takes_time_in_proportion(piece: str) -> None:
    grows_in_proportion(
        lambda size: found("Authors: " + piece * size, piece * size, "doi:10.1000/x" + "." * 2 * size), 3000
    )
