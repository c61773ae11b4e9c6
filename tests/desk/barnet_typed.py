"""The Barnet case as an officer has it on paper and types it: no key and no id.

It is scenarios/barnet-schools-ict.yaml in words. A text after a heading or a label is what is typed there; dates and
percentages are as people write them.
"""

PROPOSAL = {
    "Report number": "Delegated Powers Report 1176",
    "Summary": "Eleven posts of the Schools ICT Support Service become eleven others. The service is wholly traded: "
    "the schools that buy it meet the cost.",
}
DATES = {"Decision": "18 November 2010", "Start of the new structure": "1 December 2010"}
YEARS = {"First year shown": "2010/11", "Last year shown": "2012/13"}
PAY = {"Pay area": "outer London", "Full-time hours a week": "36"}
SPINE = "Outer London pay spine (GLPC)"
FREEDOM_OF_INFORMATION = "Barnet answer to Freedom of Information request 210264, February 2013"
FIRST_RATE = {
    "First day": "1 April 2010",
    "Last day": "31 March 2012",
    "Employer's pension rate": "24.8%",
    "Status": "assumed",
    "Source": f"{FREEDOM_OF_INFORMATION} (a 2012/13 rate)",
    "Reason": "No rate of Barnet's for 2010/11 or 2011/12 has been found; this is the nearest.",
}
SECOND_RATE = {
    "First day": "1 April 2012",
    "Last day": "31 March 2013",
    "Employer's pension rate": "24.8%",
    "Status": "worked out from published figures",
    "Source": f"{FREEDOM_OF_INFORMATION}; two post costings both give 24.80%",
}
BASIS = "every post at the highest point of its grade (before any bar)"
COSTING = {"Reason for the basis": "The prudent view of a full year, when every holder has reached the last point."}

PRESENT = [
    ["Principal ICT Officer", "42-45#47", "1"],
    ["Senior ICT Officer", "35-38#41", "1"],
    ["Electrical Technician", "22 \u2013 23", "2"],
    ["1st/2nd Line ICT Support Technician", "18 \u2013 28", "4"],
    ["AVA/ICT Hardware Technician", "25 \u2013 28", "1"],
    ["Deputy Technical Manager", "32 - 34", "1"],
    ["ICT Technician", "19 \u2013 27", "1"],
]
"""Title, grade and number of posts, as the table of the report has them."""
PROPOSED = [
    ["ICT Assistant Manager", "39-42", "1"],
    ["ICT Senior Officer", "35-38", "1"],
    ["ICT Senior Engineer", "31-34", "1"],
    ["ICT Senior Hardware Engineer", "31-34", "1"],
    ["ICT Support Officer", "26-29", "4"],
    ["ICT Hardware Engineer", "25-28", "1"],
    ["Portable Electrical Appliance Testing Service (PEAT) Electrical Tester", "20-23", "2"],
]
RING_FENCED = "ICT Assistant Manager; ICT Senior Officer"
FATES = [
    ["ring-fenced", RING_FENCED, ""],
    ["ring-fenced", RING_FENCED, ""],
    ["assimilated", PROPOSED[6][0], ""],
    ["assimilated", "ICT Support Officer", ""],
    ["assimilated", "ICT Hardware Engineer", ""],
    ["assimilated", "ICT Senior Hardware Engineer", ""],
    ["deleted", "", "yes"],
]
"""What becomes of each present post, where it goes to and whether it is vacant, in the order of the present posts."""
FILLED_BY = [["ring-fenced"], ["ring-fenced"], ["open competition"], *[["assimilation"]] * 4]

CUSTOMERS = {
    "Number of customers": "102",
    "What they are": "schools",
    "Source of the count": "Report 1176, paragraph 8.1 (youth centres also buy; they are not counted)",
    "Price step": "1",
}
PARAGRAPH = "Report 1176, paragraph 5.2"
PUBLISHED = [
    ["what the present posts cost in a full year", "444,090", PARAGRAPH],
    ["what the proposed posts cost in a full year", "458,360", PARAGRAPH],
    ["the change in what the posts cost in a full year", "14,270", PARAGRAPH],
]
ASSUMPTIONS = [
    ["The ICT Technician post (19-27) is vacant and is deleted.", "It has no destination in the proposed table."],
    ["The ICT Senior Engineer post is filled openly.", "Paragraph 5.5 speaks of two staff for two new roles."],
    ["The Schools ICT Manager is outside these figures.", "The post is in neither table."],
    ["The new structure starts on 1 December 2010.", "The first whole month after publication."],
]
"""What is assumed, and why."""
