// Builds dist/garde-toit.js (the button) and dist/fenetre.js (the rest); prints their sizes.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const sortie = process.argv[2] ?? "dist";
const commun = {
  bundle: true, minify: true, format: "esm", target: "es2020", write: false, charset: "utf8",
  legalComments: "none", tsconfig: "tsconfig.json",
};

async function construit(entree, define = {}) {
  const { outputFiles } = await build({ ...commun, entryPoints: [entree], define });
  return outputFiles[0].contents;
}

const fenetre = await construit("src/fenetre.ts");
const version = createHash("sha256").update(fenetre).digest("hex").slice(0, 12);
const bouton = await construit("src/garde-toit.ts", { VERSION: JSON.stringify(version) });
mkdirSync(sortie, { recursive: true });
for (const [nom, contenu] of [["garde-toit.js", bouton], ["fenetre.js", fenetre]]) {
  writeFileSync(`${sortie}/${nom}`, contenu);
  console.log(`${nom} : ${contenu.length} octets, ${gzipSync(contenu, { level: 9 }).length} compressés`);
}
