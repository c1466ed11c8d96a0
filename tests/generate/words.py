"""The sentences that generated articles are made of, all of them invented for it."""

GRADES = ("outstanding", "good", "requires improvement", "inadequate")
AREAS = (
    "the impact of leaders on social work practice",  # as the framework of 2023 names what it judges
    "the experiences and progress of care leavers",
    "the experiences and progress of children in care",
    "the experiences and progress of children who need help and protection",
)
FIRST_NAMES = ("Jane", "Omar", "Priya", "Tom", "Wen", "Aisha", "Colin", "Megan", "Femi", "Ruth", "Dilip", "Sofia")
SECOND_NAMES = ("Ash", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Oak", "Rowan")
TEAMS = ("the front door team", "the fostering team", "family hubs", "the leaving care team", "the contact centre")
PLACES = ("a library", "a sports hall", "the civic offices", "a family hub", "a school hall")
HEADLINES = (
    "{short} children's services rated {grade} by Ofsted",
    "Ofsted publishes its verdict on {short}",
    "Watchdog says children's services in {short} are {grade}",
    "What inspectors found at {council}",
)
LEADS = (
    "Children's services at {council} have been rated {grade} by Ofsted.",
    "Ofsted has judged the overall effectiveness of children's services at {council} to be {grade}.",
    "{council} has been told by Ofsted that its services for children are {grade} overall.",
    "Inspectors from Ofsted have rated children's social care at {council} as '{grade}'.",
)
VISITS = (
    "Inspectors visited the authority in {month} {year}.",
    "The inspection took place from {days}.",
    "A team of inspectors spent two weeks with social workers in {month} {year}, reading files and meeting families.",
    "The visit in {month} {year} was carried out under the framework for local authority children's services.",
)
AREA_SENTENCES = (
    "Ofsted rated {area} as {area_grade}.",
    "For {area}, the grade was '{area_grade}'.",
    "Inspectors judged {area} to be {area_grade}.",
    "The report says that {area} is {area_grade}.",
)
EARLIER = (
    "At its previous inspection in {earlier_year}, the council was rated {earlier_grade}.",
    "The last full inspection, in {earlier_year}, had found the services to be {earlier_grade}.",
    "In {earlier_year} Ofsted had rated children's services there {earlier_grade}.",
)
QUOTES = (
    "{director}, director of children's services at {council}, said: “Our staff worked hard and we will keep listening to"
    " the young people in this example.”",
    "The council's leader, Councillor {leader}, said: “This invented report is a fair picture of an invented year.”",
    "“We know what we have to do next,” said {director}, the council's director of children's services.",
    "{leader}, cabinet member for children, said: “I would like to thank {team} for what they did.”",
)
FILLING = (
    "The report describes how {team} answers calls from worried neighbours and how quickly a manager looks at them.",
    "A public meeting about the findings is planned at {place} before the end of the term.",
    "Social workers told the visitors that their workloads had become easier to manage since {team} was enlarged.",
    "An action plan will go to the scrutiny committee, which meets in public every second month.",
    "Families who were asked about {team} praised workers who stayed with them for more than a year.",
    "The visitors noticed that records of supervision were not always kept in the same place.",
    "Young people who met the visitors at {place} spoke about bus fares, housing and a choir.",
    "Schools in the area said that meetings with {team} now start on time and end with a list of tasks.",
    "Several managers are new, and the report asks the council to look at how long temporary staff remain.",
    "Foster carers said that training in the evenings had helped them and that they would like more of it.",
)
MONEY = (
    "The council has set aside £{amount} million for the service over the next two years.",
    "An extra £{amount}m will be spent on {team}, the council said.",
)
