import { css } from "lit";

export const style = css`
:host { --gt-encre: #1b1f24; --gt-fond: #fff; --gt-clair: #eef3f9; --gt-bord: #59636e;
  --gt-bleu: var(--gt, #0b4a8f); color: var(--gt-encre); font: 1em/1.5 system-ui, sans-serif; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
dialog, section.boite { color: inherit; background: var(--gt-fond); display: none; flex-direction: column;
  padding: 0; }
.volet, .defile, form, .alerte { font-size: calc(1em * var(--gt-taille, 1)); }
dialog[open], section.boite { display: flex; }
dialog { position: fixed; inset: auto 1em 1em auto; z-index: 2147483001; margin: 0; width: 26em;
  max-width: calc(100vw - 2em); height: 42em; max-height: calc(100vh - 2em);
  border: 2px solid var(--gt-bleu); border-radius: .8rem; box-shadow: 0 4px 24px rgb(0 0 0 / .3); overflow: hidden; }
dialog:modal { inset: 0; width: 100vw; max-width: 100vw; height: 100vh; height: 100dvh; max-height: none;
  border: 0; border-radius: 0; }
:host([plein]) { flex: 1; display: flex; min-height: 70vh; }
section.boite { flex: 1; border: 2px solid var(--gt-bleu); border-radius: .8rem; height: 75vh; min-height: 24rem; overflow: hidden; }
@media (max-width: 30em) { section.boite { border: 0; border-radius: 0; height: calc(100vh - 6em); height: calc(100dvh - 6em); } }
h2:focus { outline: none; }
h2 { margin: 0; font-size: 1.15em; flex: 1 1 6em; overflow-wrap: break-word; }
h3 { margin: 0 0 .3em; font-size: 1em; }
p, .bulle ul { margin: 0 0 .5em; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; padding: .4em .6em; background: var(--gt-bleu); color: #fff; }
nav { display: flex; flex-wrap: wrap; gap: .4em; padding: .4em .6em; border-bottom: 1px solid var(--gt-bord); }
button, a.action, summary { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; min-width: 44px;
  padding: .3em .8em; font: inherit; line-height: 1.25; color: var(--gt-bleu); background: #fff; border: 2px solid var(--gt-bleu);
  border-radius: .6em; cursor: pointer; text-decoration: none; text-align: left; }
summary { display: flex; justify-content: flex-start; }
summary::before { content: "+"; font-weight: 700; margin-right: .5em; }
details[open] > summary::before { content: "−"; }
summary::-webkit-details-marker { display: none; }
button.fort, header button { font-weight: 600; }
button.fort { color: #fff; background: var(--gt-bleu); }
button:disabled { opacity: 1; color: var(--gt-bord); border-color: var(--gt-bord); background: #fff; cursor: default; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
header :focus-visible { outline-color: #fff; outline-offset: 2px; }
.volet { padding: .6em; border-bottom: 1px solid var(--gt-bord); background: var(--gt-clair); max-height: 45%; overflow: auto; }
.volet ul, .carte ul, .choix { list-style: none; margin: 0; padding: 0; }
.volet li, .carte li { margin: 0 0 .5em; }
.defile { flex: 1 1 8em; min-height: 8em; overflow-y: auto; padding: .8em .6em; overscroll-behavior: contain; }
.bulle { max-width: 92%; width: fit-content; margin: 0 0 .6em; padding: .55em .8em; border-radius: .8em; background: var(--gt-clair); border: 1px solid transparent; }
.bulle ul { padding-left: 1.1em; }
.bulle li { margin: 0 0 .35em; }
.bulle.moi p { white-space: pre-line; }
.bulle.moi { margin-left: auto; color: #fff; background: var(--gt-bleu); }
.bulle.conseiller { border-color: var(--gt-bleu); }
.bulle p:last-child, .bulle ul:last-child { margin: 0; }
.carte { margin: 0 0 .6em; padding: .7em .8em; border: 2px solid var(--gt-bleu); border-radius: .8em; background: #fff; }
.carte.urgence { border-width: 4px; }
.grand { font-size: 1.2em; font-weight: 700; }
.actions { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .4em; }
.choix { display: flex; flex-wrap: wrap; gap: .5em; margin: .2em 0 .4em; }
.mot { cursor: help; text-decoration: underline dotted 2px; text-underline-offset: .25em; padding: .15em 0; }
.sens { display: block; margin: .4em 0 0; padding: .4em .6em; border-left: 4px solid var(--gt-bleu); background: #fff; color: var(--gt-encre); }
a { color: inherit; }
.bulle a, .alerte a { font-weight: 600; white-space: nowrap; padding: .2em 0; }
.frise { list-style: none; margin: .4em 0 0; padding: 0; }
.frise li { position: relative; margin: 0; padding: 0 0 .8em 2.2em; border: 0; }
.frise li::before { content: ""; position: absolute; left: .75em; top: 1.2em; bottom: -.3em; border-left: 2px solid; }
.frise li:last-child::before { display: none; }
.frise svg { position: absolute; left: 0; top: .05em; width: 1.6em; height: 1.6em; }
details + details { margin-top: .5em; } figure { margin: .5em 0 .8em; } figure img { max-width: 100%; height: auto; border: 1px solid var(--gt-bord); background: #fff; }
.alerte { margin: 0 .6em; padding: .5em .7em; border: 2px solid #9c1c1c; border-radius: .6em; background: #fff; color: #7a1414; }
.relais p { margin: 0; padding: .2em .6em; background: var(--gt-clair); font-weight: 600; }
.relais p:empty { padding: 0; }
.qui { font-weight: 600; }
.titres { display: flex; flex-wrap: wrap; gap: 0 1em; justify-content: space-between; }
.statut { margin: 0; }
.points::after { content: "…"; animation: points 1.2s steps(2) infinite; }
@keyframes points { 50% { opacity: .2; } }
form { padding: .3em .6em .6em; border-top: 1px solid var(--gt-bord); }
label { font-weight: 600; }
.saisie { display: flex; flex-wrap: wrap; gap: .4em; }
textarea { flex: 1 1 9em; min-width: 0; min-height: 44px; max-height: 6.5em; resize: none; field-sizing: content; padding: .4em .6em; line-height: 1.3; font: inherit; font-size: max(1em, 16px); color: inherit; background: #fff; border: 2px solid var(--gt-bord); border-radius: .6em; }
.cache { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.vide { padding: 1em; }
.long { overflow-y: auto; }
.long .defile { flex: none; overflow: visible; }
.long > * { flex: none; }
.long .volet { max-height: none; }
.long nav { position: sticky; top: 0; z-index: 1; background: var(--gt-fond); }
@media (prefers-reduced-motion: reduce) { .points::after { animation: none; } }
@media (forced-colors: active) { .bulle, .carte, button, textarea { border: 2px solid; } .frise svg { forced-color-adjust: auto; } }
`;
