"""Words of clinical English to break over lines: common ones, rare ones, and ones with a hyphen."""

PLAIN = """
    abdominal abnormal absorption activity adhesion adolescent adverse aerobic affected airway albumin
    aldosterone allergic amputation anaemia anaesthesia analgesic aneurysm angiography anorexia anterior
    antibiotic antibody anticoagulant aortic appendicitis arterial arthritis aspiration asthma atrial
    autoimmune bacterial benign bilateral biopsy bladder bleeding blocker bronchial bronchitis
    calcification cancer carcinoma cardiac catheter cellular cerebral cervical chemotherapy cholesterol
    chronic cirrhosis clinical coagulation collagen comparison complication concentration consciousness
    constipation contraindication contrast coronary corticosteroid cytokine deficiency dehydration
    delivery dementia depression dermatitis dermatology diabetes diagnosis dialysis diarrhoea diastolic
    different diffuse disability discharge disease disorder diuretic dizziness dosage drainage duodenal
    dysfunction echocardiography eczema effusion elevated embolism emergency endocrine endoscopy
    enlargement enzyme epidemic epilepsy epithelium erythema estimated evidence examination excretion
    exercise exposure failure family fatigue femoral fibrosis fracture frequency function gastric genetic
    geographical gestation glucose haemoglobin haemorrhage headache healing hepatic hereditary hormone
    hospital hypertension hypoglycaemia identify immunity incidence incontinence infection inferior
    inflammation influenza infusion inhibitor injection injury insulin intensive intestinal intravenous
    ischaemia jaundice kidney laboratory laryngeal lesion leukaemia ligament limitation liver lumbar
    lymphatic magnetic malignant marrow maternal medication membrane meningitis metabolic metastasis
    methotrexate migraine mineral monitor mortality mucosa muscle myocardial myopathy necrosis neonatal
    nephritis nerve neurological neutrophil nutrition obesity obstruction oedema operation opioid oral
    orthopaedic osteoporosis outcome ovarian oxygen paediatric palliative pancreas paralysis parathyroid
    parenteral pathology patient pattern pelvic penicillin perfusion peripheral placebo plasma platelet
    pleural pneumonia population posterior postoperative potassium prednisolone pregnancy prescribe
    pressure prevalence prevention primary procedure prognosis prostate protein psychiatric pulmonary
    radiograph radiotherapy recognized recovery rehabilitation renal replacement resistance respiratory
    retina rheumatology salivary screening secondary sedation seizure sepsis serious severe sinus skeletal
    smoking sodium specialist spinal stenosis steroid stomach subcutaneous superficial surgery surgical
    survival symmetrical symptom syndrome systemic tachycardia temperature tendon therapeutic therapy
    thoracic threshold thrombosis thyroid tissue tolerance toxicity transfusion transplant trauma
    treatment tuberculosis tumour ulcer ultrasound universal urinary vaccine vascular venous ventilation
    ventricular vertebral vertigo vessel viral vitamin vomiting weakness weighted wound although because
    between children consider continue country decision describe determine difficult distance education
    enough equipment everybody experience following government happened important including increase
    information knowledge language mountain necessary nothing number opinion perhaps picture possible
    problem question remember research sentence service several something standard student suggest
    together tomorrow understand university usually various weather without written yesterday
""".split()
RARE = """
    abetalipoproteinaemia acromegaly agranulocytosis amaurosis amyloidosis angiokeratoma ankylosing
    anhidrosis arachnodactyly bisphosphonates blepharospasm bradykinesia bronchiectasis calcinosis
    cholangiocarcinoma choledocholithiasis choriocarcinoma coccidioidomycosis craniosynostosis
    cryoglobulinaemia cystinuria dactylitis dermatomyositis diverticulosis dysautonomia dysdiadochokinesia
    electromyography encephalomalacia endarterectomy enthesopathy eosinophilia epidermolysis
    erythromelalgia fasciitis galactosaemia gastroparesis glomerulosclerosis granulomatosis
    haemochromatosis hemiballismus hidradenitis hypercalcaemia hyperparathyroidism hypogonadism ichthyosis
    keratoconus leishmaniasis leptospirosis lymphangioleiomyomatosis macroglobulinaemia mastocytosis
    mucormycosis myelofibrosis neurofibromatosis nystagmus onychomycosis oligohydramnios osteochondritis
    papilloedema paraganglioma phaeochromocytoma polyarteritis porphyria pseudoxanthoma pyoderma
    rhabdomyolysis sarcoidosis scleroderma spondylolisthesis syringomyelia telangiectasia thrombocytopenia
    trichotillomania tropomyosin urolithiasis vasculitis xanthelasma
""".split()
HYPHENATED = """
    disease-modifying T2-weighted non-healing high-dose long-term follow-up well-known first-line
    double-blind self-limiting age-related case-control cross-sectional dose-dependent drug-induced
    evidence-based full-thickness gram-negative half-life health-care heart-rate hospital-acquired
    immune-mediated insulin-dependent large-scale life-threatening low-grade meta-analysis middle-aged
    nerve-sparing open-label oxygen-rich placebo-controlled post-traumatic pre-existing rapid-acting
    risk-benefit second-line short-acting side-effect sodium-restricted steroid-sparing ten-year
    three-quarters twice-daily ventilator-associated weight-bearing cisplatin-induced
    corticosteroid-refractory methotrexate-treated microtubule-based gonadotropin-releasing IgA-mediated
    COVID-19 IL-6 X-ray B-cell Guillain-Barré Stevens-Johnson 30-70% 2-year
""".split()
