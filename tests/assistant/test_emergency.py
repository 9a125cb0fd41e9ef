"""A question that sounds like an emergency of one's own gets a notice; a clinician's question does not.

Of the phrases that the lists were not made with, 36 of 48 emergencies were noticed when they were first
tried, and 3 of 48 questions gave a false alarm. The lists have grown by them since.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from assistant.evaluation import read_gold
from assistant.page.emergency import emergency_notice, sounds_like_emergency
from assistant.settings import Settings

EMERGENCIES = """
I have crushing chest pain
my baby is not breathing
he has collapsed
I took 30 paracetamol
I want to kill myself
my face is drooping
I'm having chest pains that go into my left arm, what should I do?
I cant breathe
My daughter swallowed a whole packet of ibuprofen
she won't wake up
my dad just collapsed and he's not responding
I think I'm having a heart attack
My throat is closing up after eating peanuts
I'm bleeding heavily and it won't stop
There is so much blood, the cut on my leg is spurting
my son is having a seizure and it hasn't stopped
he's been fitting for ten minutes
I feel suicidal
I don't want to live anymore
I am going to end my life tonight
my husband can't speak and his arm has gone weak
Suddenly I can't see and my speech is slurred
I drank bleach
my toddler drank drain cleaner, what do I do?
My tongue is swelling and I can hardly breathe
I was stung by a bee and now my lips and tongue are swelling
someone is unconscious here
my wife is choking
My baby has turned blue
I took too many sleeping pills
I've overdosed on my antidepressants
I'm coughing up blood
I am vomiting blood
I'm pregnant and bleeding a lot
there's a man here who is not breathing
She is having a stroke right now
he has no pulse
I have cut my wrists
I have the worst headache of my life, it came on suddenly
I'm 34 weeks pregnant and my waters broke and the cord is hanging out
Is it normal that my chest feels crushed and I am sweating?
my mum fainted and I can't wake her up
I can't stop bleeding after the tooth extraction
My epipen isn't working and I'm still swelling up
I've swallowed forty tablets of amitriptyline
I keep thinking about killing myself, which pills are best?
help my friend took an overdose
My brother got an electric shock and is unconscious
I feel like I am dying, my heart is racing and my chest hurts
my child is convulsing, what can I give?
Can I take aspirin? I have severe chest pain at the moment
he is blue around the lips and gasping for air
My grandmother's mouth is hanging on one side since this morning
I can't move my right arm since an hour ago
my grandpa is clutching his chest and sweating
the baby isnt breathing
I can't catch my breath and my inhaler does nothing
he swallowed a button battery
I just took all of my mum's blood pressure pills
Pain in my chest spreading to my jaw since 20 minutes
She's fallen down the stairs and is not waking up
my speech went funny and one side of my face is numb
blood is pouring from my nose and will not stop
I've been stabbed
everything would be better if I was dead, I have pills here
I want to end it
my little girl has a fever and is jerking all over
I drank antifreeze by mistake
my partner is lying on the floor and foaming at the mouth
He was pulled out of the pool and isn't breathing
My waters broke at 26 weeks and I'm bleeding
I ate nuts, I'm covered in hives and wheezing
I took 60 aspirins an hour ago
my leg is swollen and suddenly I am short of breath with chest pain
My chest feels like an elephant is sitting on it
Grandma suddenly talks gibberish and can't lift her arm
I've taken about 25 tramadol tablets
my neighbour isn't responding to me, he's very pale
My son ate a handful of my heart tablets
i cant stop the bleeding from my arm
She has been having a fit for 6 minutes
I have pills in front of me and want to die
my newborn is limp and grey
peanut allergy, lips swollen, I feel faint
"""

QUESTIONS = """
What causes crushing chest pain?
How is overdose treated?
my patient had a stroke last year, what should he take?
What is anaphylaxis?
Which drugs stop a seizure that lasts longer than five minutes?
How is juvenile dermatomyositis treated?
I have gout, what can I eat?
Can I take ibuprofen with allopurinol?
I had a heart attack three years ago, may I exercise?
My daughter has juvenile dermatomyositis, what are the side effects of methotrexate?
How do I assess suicidal ideation in adolescents?
What is the antidote for paracetamol overdose?
A 45-year-old man presents with crushing chest pain. What is the first test?
I took 2 paracetamol, when can I take more?
I took 30 mg of prednisolone today
I have taken metformin for 12 years
My child has a rash on the eyelids
What are the symptoms of a heart attack in women?
Does prednisolone cause bleeding?
How long after a stroke can my father fly?
How do we manage anaphylaxis on our ward?
My patient is on warfarin and has severe bleeding, how is it reversed?
What is the mortality of status epilepticus?
I have no chest pain but my ankles are swollen
When is CT angiography indicated in chest pain?
Is methotrexate safe in pregnancy?
My son was diagnosed with epilepsy, which drug is given first?
Can I get anaphylaxis from a bee sting?
What are the signs that someone is having a stroke?
Which antidepressants raise the risk of suicide?
My migraine has an aura, what is that?
I have calcinosis, does it hurt?
what is the dose of adrenaline in anaphylaxis
How is a choking infant treated according to the guideline?
Why do patients with COPD cough up blood?
my back hurts, which painkiller helps?
How many patients attempted suicide in the trial?
What should I tell a patient after a seizure?
Does he need a CT after a first seizure?
I have asthma and get breathless when I exercise
He had a history of chest pain; which test is next?
How common is stroke in children?
Can my mother stop taking aspirin before surgery?
what are ways to stop heavy menstrual bleeding
I'm a nurse, how do I recognise sepsis?
How do I treat scabies in my baby?
Is loss of consciousness a sign of hypoglycaemia?
Why is my hair falling out with methotrexate?
Which patients should not be given sumatriptan?
I want to know what omalizumab is
I am dying to know how vaccines work
What percentage of people who overdose survive?
My doctor says that I have a heart murmur
What did the study find about bleeding on apixaban?
How long should I take colchicine?
What is the treatment for bleeding oesophageal varices?
I get a tight chest when I run, is that asthma?
My mother had a stroke in 2015. Which statin is best?
I have eaten fish, can I drink alcohol?
my knee swells up after jogging
Is chest pain common in children with myocarditis?
The patient is unconscious and has pinpoint pupils. What is the antidote?
Does he have to stop methotrexate before surgery?
How can I lower my blood pressure?
How do you recognise that a child is having an absence seizure?
My baby breathes fast when she sleeps, is that normal?
Which is better for my migraine, topiramate or propranolol?
We found calcinosis on the radiograph, what does it mean?
I was told I have heart failure, what does that mean?
What did people die of in the 1918 pandemic?
My hands turn blue in the cold, what is it?
I took 10 mg of allopurinol twice
Her ferritin is 12, does she need iron?
How many of my tablets contain 30 mg codeine?
Which dose of alteplase is given in stroke?
My rash itches at night
Is my father's gout related to his kidney stones?
Can children with JDM die from it?
I have had chest pain on and off for years, which test is next?
How do I give adrenaline with an autoinjector?
My daughter bleeds from her gums when she brushes her teeth
he takes 40 mg of atorvastatin, is that too much?
What should we tell parents about febrile seizures?
I lost my appetite on topiramate
"""


@pytest.mark.parametrize("phrase", EMERGENCIES.strip().splitlines())
def test_an_emergency_of_ones_own_is_noticed(phrase: str) -> None:
    assert sounds_like_emergency(phrase)


@pytest.mark.parametrize("question", QUESTIONS.strip().splitlines())
def test_other_questions_are_not_taken_for_one(question: str) -> None:
    assert not sounds_like_emergency(question)


@pytest.mark.parametrize(
    "phrase",
    [
        "I HAVE CRUSHING CHEST PAIN",
        "i can’t breathe",
        "I cannot breathe!!",
        "My baby isn't breathing",
        "Hello. He has collapsed. Please help",
        "I'm haemorrhaging: bleeding heavily",
        "I took thirty paracetamol",
        "I swallowed about 40 tablets",
        "My father had a heart attack years ago. Now he is not breathing",
    ],
)
def test_spelling_case_and_short_forms_do_not_matter(phrase: str) -> None:
    assert sounds_like_emergency(phrase)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "🙂", "took", "I took 30", "I took ३० tablets", "<script>", "a" * 20_000]
)
def test_any_text_is_taken(text: str) -> None:
    assert sounds_like_emergency(text) in (True, False)


def test_no_gold_question_is_taken_for_an_emergency() -> None:
    questions = read_gold(Path(corpus.__file__).parent / "gold.jsonl")
    assert not [one.question for one in questions if sounds_like_emergency(one.question)]


def test_the_notice_names_emergency_numbers_and_can_be_set_or_turned_off() -> None:
    default = emergency_notice("He has collapsed", Settings())
    assert all(number in default for number in ("112", "999", "911"))
    assert emergency_notice("He has collapsed", Settings(emergency_notice="Ring 144.")) == "Ring 144."
    assert emergency_notice("He has collapsed", Settings(emergency_notice=" ")) == ""
    assert emergency_notice("What is gout?", Settings()) == ""
