// Reading aloud with a French voice of the device; a distant voice would send the text to a third party.

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
    this.voix = speechSynthesis.getVoices().find((voix) => voix.localService && voix.lang.toLowerCase().startsWith("fr"));
    this.change();
  }
}
