import { fileURLToPath } from "node:url";

// The compiled file lies one folder deeper (dist/src/platform) than the source.
const root = new URL(
  import.meta.url.includes("/dist/src/") ? "../../../" : "../../",
  import.meta.url,
);

/** The absolute path of a file or folder of the project, whether compiled or not. */
export const projectPath = (relative: string): string => fileURLToPath(new URL(relative, root));
