"""Conversations that the tests of follow-ups go through: earlier questions, follow-up, standalone."""

from __future__ import annotations

from assistant.answer import Message

Conversation = tuple[list[str], str, str]

POINTING: list[Conversation] = [
    (["What is gout?"], "How is it treated?", "How is gout treated?"),
    (["What is migraine?"], "What are its triggers?", "What are migraine's triggers?"),
    (["Tell me about scabies."], "Does it itch?", "Does scabies itch?"),
    (["What is scabies?"], "Who gets it?", "Who gets scabies?"),
    (["What is high blood pressure?"], "How is it measured?", "How is high blood pressure measured?"),
    (["What is the half-life of digoxin?"], "How is it cleared?", "How is digoxin cleared?"),
    (["What is tetralogy of Fallot?"], "How is it repaired?", "How is tetralogy of Fallot repaired?"),
    (["What causes calcinosis in lupus?"], "Can it be prevented?", "Can calcinosis in lupus be prevented?"),
    (["How many adults with HIV get shingles?"], "Can it be prevented?", "Can shingles be prevented?"),
    (["Does colchicine help in gout?"], "Is it safe?", "Is colchicine safe in gout?"),
    (["Does colchicine help in gout?"], "How is it diagnosed?", "How is gout diagnosed?"),
    (["What are kidney stones?"], "How are they treated?", "How are kidney stones treated?"),
    (
        ["What is coeliac disease?"],
        "Do they respond to steroids?",
        "Do patients with coeliac disease respond to steroids?",
    ),
    (
        ["What is coeliac disease?"],
        "Is she allowed sport?",
        "Is a patient with coeliac disease allowed sport?",
    ),
    (["How is a boy with croup treated?"], "Can he go to school?", "Can a boy with croup go to school?"),
    (
        ["What are the triggers of migraine?"],
        "Can they be avoided?",
        "Can the triggers of migraine be avoided?",
    ),
    (
        ["Which drugs are used for gout?"],
        "Are they safe in children?",
        "Are the drugs for gout safe in children?",
    ),
    (["Which drugs are used for gout?"], "Are these safe?", "Are the drugs for gout safe?"),
    (
        ["What do CT and lumbar puncture show in meningitis?"],
        "Are these always done?",
        "Are CT and lumbar puncture always done in meningitis?",
    ),
    (["Are NSAIDs useful in gout?"], "What are their side effects?", "What are NSAIDs' side effects?"),
    (["What is the treatment of gout?"], "Is the disease hereditary?", "Is gout hereditary?"),
    (["What is gout?"], "How common is this condition?", "How common is gout?"),
    (
        ["What is colchicine?"],
        "What is the maximum dose of that drug?",
        "What is the maximum dose of colchicine?",
    ),
    (["What is eczema?"], "Is that contagious?", "Is eczema contagious?"),
    (["What is gout?"], "Thanks. How is it treated?", "How is gout treated?"),
    (["What is gout?"], "ok so how do you treat it", "How do you treat gout"),
    (
        ["How is sepsis treated?"],
        "And if she is allergic to penicillin?",
        "What if a patient with sepsis is allergic to penicillin?",
    ),
    (
        ["How is Graves' disease diagnosed?"],
        "can you treat it with radioiodine?",
        "can you treat Graves' disease with radioiodine?",
    ),
    (
        ["What is the first-line drug for hypertension?"],
        "is it safe in pregnancy?",
        "is the first-line drug for hypertension safe in pregnancy?",
    ),
    (
        ["Which scan is best for pulmonary embolism?"],
        "how accurate is it?",
        "how accurate is the scan in pulmonary embolism?",
    ),
    (
        ["Does hydroxychloroquine cause retinopathy?"],
        "How often should they be screened?",
        "How often should patients on hydroxychloroquine be screened?",
    ),
    (
        ["What is Bell's palsy?"],
        "My wife has it, what should she do?",
        "My wife has Bell's palsy, what should she do?",
    ),
]

LEFT_OUT: list[Conversation] = [
    (["What is colchicine?"], "side effects?", "What are the side effects of colchicine?"),
    (["Does colchicine help in gout?"], "what dose?", "What dose of colchicine in gout?"),
    (["What is gout?"], "prognosis?", "What is the prognosis of gout?"),
    (["What is rheumatoid arthritis?"], "any tests?", "Any tests in rheumatoid arthritis?"),
    (["What is rheumatoid arthritis?"], "Is there a cure?", "Is there a cure for rheumatoid arthritis?"),
    (
        ["What is rheumatoid arthritis?"],
        "which drugs are used?",
        "Which drugs are used in rheumatoid arthritis?",
    ),
    (
        ["What is rheumatoid arthritis?"],
        "which joints are affected?",
        "Which joints are affected in rheumatoid arthritis?",
    ),
    (
        ["What is rheumatoid arthritis?"],
        "symptoms in children?",
        "What are the symptoms of rheumatoid arthritis in children?",
    ),
    (["What is rheumatoid arthritis?"], "how common?", "How common is rheumatoid arthritis?"),
    (["What is rheumatoid arthritis?"], "and the bloods?", "What about the bloods in rheumatoid arthritis?"),
    (["What is epilepsy?"], "Is it safe to drive?", "Is it safe to drive with epilepsy?"),
    (["How is gout treated?"], "how long?", "How long is gout treated?"),
    (["Is gout treated with allopurinol?"], "since when?", "Since when is gout treated with allopurinol?"),
    (
        ["Which antibiotic is given for pneumonia?"],
        "for how long?",
        "For how long is the antibiotic given for pneumonia?",
    ),
    (["How is pneumonia diagnosed?"], "and treated?", "How is pneumonia treated?"),
    (["What is the role of MRI in stroke?"], "complications?", "What are the complications of stroke?"),
    (["What is Bell's palsy?"], "do steroids help?", "Do steroids help in Bell's palsy?"),
    (["Is Lyme disease contagious?"], "is there a vaccine?", "Is there a vaccine for Lyme disease?"),
    (
        ["What is the survival of pancreatic cancer?"],
        "and at 5 years?",
        "What is the survival of pancreatic cancer at 5 years?",
    ),
    (
        ["What is the sensitivity of troponin for myocardial infarction?"],
        "and specificity?",
        "What is the specificity of troponin in myocardial infarction?",
    ),
    (
        ["Which scan is best for pulmonary embolism?"],
        "and if the patient is pregnant?",
        "What if the patient is pregnant (pulmonary embolism)?",
    ),
]

REPLACED: list[Conversation] = [
    (
        ["What is the incidence of asthma in children?"],
        "what about adults?",
        "What is the incidence of asthma in adults?",
    ),
    (
        ["What is gout?", "What is the incidence in children?"],
        "what about adults?",
        "What is the incidence of gout in adults?",
    ),
    (["How is gout treated?"], "In children?", "How is gout treated in children?"),
    (["How is gout treated?"], "what about adults?", "How is gout treated in adults?"),
    (["How is psoriasis treated?"], "and during pregnancy?", "How is psoriasis treated during pregnancy?"),
    (["What is metformin?"], "with food?", "What about metformin with food?"),
    (
        ["What does sarcoidosis look like on a plain radiograph?"],
        "and on MRI?",
        "What does sarcoidosis look like on MRI?",
    ),
    (["What does a chest X-ray show in sarcoidosis?"], "and on CT?", "What does CT show in sarcoidosis?"),
    (
        ["What is the dose of colchicine in gout?"],
        "And prednisolone?",
        "What is the dose of prednisolone in gout?",
    ),
    (
        ["What is the dose of colchicine in gout?"],
        "And in lupus?",
        "What is the dose of colchicine in lupus?",
    ),
    (["How is gout treated?"], "And prednisolone?", "What about prednisolone in gout?"),
    (["How is asthma treated?"], "What about swimming?", "What about swimming in asthma?"),
    (["What is metformin?"], "What about alcohol?", "What about alcohol with metformin?"),
    (["How is asthma treated?"], "and migraine?", "How is migraine treated?"),
    (["Does aspirin prevent stroke?"], "Does ibuprofen?", "Does ibuprofen prevent stroke?"),
    (
        ["Can people with epilepsy drive?"],
        "what about those with narcolepsy?",
        "Can people with narcolepsy drive?",
    ),
    (
        ["What is the treatment of type 2 diabetes?"],
        "and type 1 diabetes?",
        "What is the treatment of type 1 diabetes?",
    ),
    (["How is gout treated in children?"], "I meant adults", "How is gout treated in adults?"),
    (["What is the prognosis of gout?"], "no, the treatment", "What is the treatment of gout?"),
    (["What is the prognosis of asthma?"], "sorry, gout", "What is the prognosis of gout?"),
    (["How is malaria prevented?"], "I meant dengue, not malaria", "How is dengue prevented?"),
    (["How is malaria prevented?"], "not malaria, dengue", "How is dengue prevented?"),
    (
        ["What does imaging show in appendicitis?"],
        "no I meant the ultrasound",
        "What does the ultrasound show in appendicitis?",
    ),
    (["How much paracetamol can a child take?"], "and ibuprofen?", "How much ibuprofen can a child take?"),
    (
        ["What are the side effects of methotrexate?"],
        "And of leflunomide?",
        "What are the side effects of leflunomide?",
    ),
    (
        ["When should a fever in infants be investigated?"],
        "and in older children?",
        "When should a fever in older children be investigated?",
    ),
]

REPLIES: list[Conversation] = [
    (["How is gout treated?"], "tell me more", "Tell me more about how gout is treated"),
    (["What is gout?"], "more", "Tell me more about gout"),
    (["What is gout?"], "Go on.", "Tell me more about gout"),
    (["Is gout hereditary?"], "explain", "Tell me more about whether gout is hereditary"),
    (["Is gout more common in men?"], "why?", "Why is gout more common in men?"),
    (["Is gout more common in men?"], "Why is that?", "Why is gout more common in men?"),
    (["Can people with epilepsy drive?"], "why not?", "Why can people with epilepsy not drive?"),
    (["What is gout?"], "how come?", "Why (gout)?"),
    (["Is gout hereditary?"], "Are you sure?", "Is gout hereditary?"),
]

EARLIER: list[Conversation] = [
    (
        ["What is asthma?", "What is gout?"],
        "back to asthma: how is it diagnosed?",
        "how is asthma diagnosed?",
    ),
    (["What is asthma?", "What is gout?"], "back to asthma", "Tell me more about asthma"),
    (["What is asthma?", "How is gout treated?"], "and for the first one?", "How is asthma treated?"),
    (["What is gout?", "What is migraine?"], "Are both hereditary?", "Are gout and migraine hereditary?"),
    (
        ["What is COPD?", "and asthma?"],
        "what's the difference?",
        "What's the difference between COPD and asthma?",
    ),
    (["What is COPD?", "and asthma?"], "which is more common?", "Which is more common, COPD or asthma?"),
    (["How do measles and rubella differ?"], "Is the latter milder?", "Is rubella milder?"),
    (["How do measles and rubella differ?"], "How is the former spread?", "How is measles spread?"),
    (
        ["What is gout?", "How is it treated?", "And how is it diagnosed?"],
        "Can it be prevented?",
        "Can gout be prevented?",
    ),
    (
        ["What is gout?", "How is it treated?", "and in children?"],
        "what about adults?",
        "How is gout treated in adults?",
    ),
    (
        ["What is gout?", "How is it treated?", "What is migraine?"],
        "How is it treated?",
        "How is migraine treated?",
    ),
    (["What is gout?", "thanks"], "How is it treated?", "How is gout treated?"),
]

SUBJECT_OF_THEIR_OWN = [
    "What is the capital of France?",
    "Define gout",
    "gout?",
    "CRP cut-off in sepsis?",
    "pt 9y f, rash knuckles, ?JDM",
    "dose of methotrexate?",
    "and what is eczema?",
    "Which enzymes are raised in juvenile dermatomyositis?",
    "Is it true that colchicine is used for gout?",
    "How likely is it that a child with measles gets encephalitis?",
    "Is there a drug that lowers uric acid?",
    "What is the drug Exubera used for?",
    "What is PRL3-zumab and how is it given?",
    "How do they diagnose coeliac disease?",
    "does it itch, this eczema?",
    "HER-2 belongs to what family of proteins?",
    "When was it determined that the virus is new?",
    "How long did it take to build the hospital?",
    "Which patients with gout say that they limp at night?",
    "What is the conclusion of this study?",
    "What is a biopsy?",
    "Will it rain tomorrow?",
    "What time is it?",
    "who are you?",
    "hello",
    "thanks",
    "no",
    "yes",
    "Different question: what are the criteria?",
    "What should mildly-ill patients do?",
    "Who was Kawasaki?",
]


def conversation(questions: list[str], answer: str = "Some answer. [1]") -> list[Message]:
    """Return the history of `questions`, each followed by `answer`."""
    messages: list[Message] = []
    for question in questions:
        messages.append({"role": "user", "content": question})
        messages.append({"role": "assistant", "content": answer})
    return messages
