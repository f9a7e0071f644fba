// Lengths, ranges and enum values repeat what the tables check: a wrong file is then told with its
// record and field, before anything is written. test/seeds compares the enums with the tables'.
export const seedEnums = {
  organisationKind: [
    "MUNICIPALITY",
    "AGENCY",
    "PROGRAMME",
    "ENERGY_AGENCY",
    "REGION",
    "ACADEMIA",
    "COMPANY",
    "CIVIL_SOCIETY",
  ],
  datePrecision: ["DAY", "MONTH", "YEAR"],
  focusAreaKind: ["EMISSION_AREA", "LEVER"],
  caseStudyStatus: ["PLANNED", "ONGOING", "COMPLETED", "STOPPED"],
  caseStudyRole: ["LEAD", "PARTNER"],
  control: ["OWN_OPERATIONS", "MUNICIPAL_COMPANY", "PERMIT_OR_PLAN", "INFLUENCE"],
  resultKind: ["MEASURED", "REPORTED", "CALCULATED", "FORECAST", "TARGET"],
  lessonKind: ["SUCCESS_FACTOR", "OBSTACLE", "FAILURE", "ADVICE"],
  lessonBasis: ["SOURCE", "OWN_CONCLUSION"],
  adoptionStatus: ["CONSIDERING", "TESTING", "ADOPTED", "STOPPED"],
  adoptionOutcome: ["WORKED", "PARTLY", "FAILED", "TOO_EARLY"],
  contactVisibility: ["PUBLIC", "MEMBERS"],
} as const;
