// vitest ends its workers by a signal, so each has its profile written before.
import { snapshot } from "@perline/runtime";
import { afterAll } from "vitest";

afterAll(() => void snapshot());
