// What the connector sends (channels/widget) and what the page remembers.

export interface Bouton { title: string }

export interface Lecture { condition: string; date_prudente: string | null; statut: string }

export interface Contact {
  nom: string;
  role?: string;
  telephones: string[];
  adresse?: string | null;
  horaires?: string | null;
}

export interface EtapeFrise {
  titre: string;
  date: string;
  au_plus_tot: boolean;
  texte: string;
  etat: "passee" | "ici" | "a_venir";
}

export type Carte =
  | { type: "fiche"; etape: string; section: string }
  | {
      type: "echeances"; regle: string; depuis: string; date_a_retenir: string | null;
      date_envoi?: string; passe?: boolean; lectures: Lecture[]; faits?: Record<string, string>;
    }
  | { type: "contacts"; commune?: string | null; liste: Contact[] }
  | { type: "urgence"; numeros: { nom: string; telephone: string }[] }
  | { type: "papiers"; choix: string[] }
  | { type: "frise"; etape?: string; etapes: Partial<EtapeFrise>[] }
  | { type: "verification" };

export type Relais = "possible" | "demande" | "pris" | null;

export interface Message {
  n?: number;
  de: "moi" | "bot" | "conseiller";
  envoi?: string | null;
  text?: string;
  buttons?: Bouton[];
  custom?: Carte;
}

export interface Accueil {
  accueil: string[];
  choix: string[];
  papiers: Record<string, { nom: string; description: string; image: string }>;
}

export interface Mot { mots: string[]; texte: string }

export interface Secours { nom: string; telephone: string }
