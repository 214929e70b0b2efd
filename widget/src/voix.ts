// Reading aloud with the browser's own French voice; a local one first: others send the text away.

export class Voix {
  private voix?: SpeechSynthesisVoice;

  constructor(private readonly change: () => void) {
    if (!("speechSynthesis" in window)) return;
    this.choisit();
    speechSynthesis.addEventListener?.("voiceschanged", () => this.choisit());
  }

  get possible(): boolean { return !!this.voix; }

  lit(texte: string, fini: () => void): void {
    this.arrete();
    // Chrome stalls on long texts: one utterance a sentence.
    const phrases = texte.match(/[^.!?\n]+[.!?]*/g) ?? [texte];
    phrases.forEach((phrase, rang) => {
      const dite = new SpeechSynthesisUtterance(phrase);
      dite.voice = this.voix!;
      dite.lang = this.voix!.lang;
      if (rang === phrases.length - 1) dite.onend = fini;
      speechSynthesis.speak(dite);
    });
  }

  arrete(): void {
    if (this.voix) speechSynthesis.cancel();
  }

  private choisit(): void {
    const francaises = speechSynthesis.getVoices().filter((voix) => voix.lang.toLowerCase().startsWith("fr"));
    this.voix = francaises.find((voix) => voix.localService) ?? francaises[0];
    this.change();
  }
}
