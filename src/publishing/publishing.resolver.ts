import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadAdoption, loadMethod } from "../methods/methods.loader.js";
import { Adoption, Method } from "../methods/methods.type.js";
import { AdoptionContent } from "./adoption-content.type.js";
import { adoptionContent } from "./adoption.content.js";
import { CaseStudyContent } from "./case-study-content.type.js";
import { caseStudyContent } from "./case-study.content.js";
import { defineLifecycle } from "./lifecycle.resolvers.js";
import { MethodContent } from "./method-content.type.js";
import { methodContent } from "./method.content.js";

export const CaseStudyLifecycleResolver = defineLifecycle(
  caseStudyContent,
  CaseStudy,
  CaseStudyContent,
  loadCaseStudy,
  "case study",
);

export const MethodLifecycleResolver = defineLifecycle(
  methodContent,
  Method,
  MethodContent,
  loadMethod,
  "method",
);

export const AdoptionLifecycleResolver = defineLifecycle(
  adoptionContent,
  Adoption,
  AdoptionContent,
  loadAdoption,
  "adoption",
);
