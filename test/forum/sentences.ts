/** What the recorded forum says, word for word. */
const inTime = (seconds: number): string =>
  seconds >= 3600 ? `${Math.ceil(seconds / 3600)} heures` : `${seconds} secondes`;

export const sentences = {
  forbidden: "L'accès à la ressource demandée n'est pas autorisé.",
  badKey: "Vous n'êtes pas autorisé(e) à voir cette ressource. Le nom d'utilisateur ou la clé d'API n'est pas valide.",
  notFound: "L'URL ou la ressource demandée n'a pas été retrouvée.",
  invalid: "Vous avez fourni des paramètres invalides à la requête : ",
  readOnly: "The site is in read only mode. Interactions are disabled.",
  topicNotFound:
    "Une erreur est survenue. Peut-être que ce sujet a été fermé ou supprimé pendant que vous le regardiez ?",
  slowMode: "Ce sujet est en mode ralenti.",
  tooSimilar: "Corps est trop similaire à ce que vous avez récemment publié",
  titleTaken: "Titre a déjà été utilisée",
  externalTaken: "External a déjà été pris",
  empty: "Corps ne peut pas être vide",
  unclear: "Corps ne semble pas clair, est-ce une phrase complète ?",
  titleUnclear: "Titre ne semble pas clair, la plupart des mots contiennent les mêmes lettres répétées.",
  noRecipient: "Vous devez sélectionner un utilisateur valide.",
  tooShort: (least: number) => `Corps est trop court (nombre minimal de caractères : ${least})`,
  tooLong: (most: number) => `Corps est trop long (nombre maximal de caractères : ${most})`,
  titleTooShort: (least: number) => `Titre est trop court (nombre minimal de caractères : ${least})`,
  titleTooLong: (most: number) => `Titre est trop long (nombre maximal de caractères : ${most})`,
  consecutive: (most: number) =>
    `Seules ${most} réponses consécutives sont autorisées. Veuillez modifier votre réponse précédente ou attendre que quelqu'un vous réponde.`,
  blocked: (word: string) =>
    `Nous sommes désolés, le mot « ${word} » est interdit et il vous est impossible de l'utiliser.`,
  tooOften: (seconds: number) =>
    `Vous publiez des réponses à un rythme un peu trop élevé. Nous vous invitons à patienter ${inTime(seconds)} avant de réessayer.`,
  firstDay: (seconds: number) =>
    `Votre enthousiasme est très apprécié, nous espérons qu'il va perdurer ! Cependant, par mesure de sécurité, afin de protéger notre communauté, nous avons défini une limite au nombre de réponses qu'il vous est possible de publier le jour de votre inscription. Nous vous invitons à patienter ${inTime(seconds)}, après quoi vous serez en mesure de publier de nouvelles réponses.`,
  topicsPerDay: (seconds: number) =>
    `Vous avez atteint la limite quotidienne de nouveaux sujets qu'il vous est possible de créer. Vous pourrez créer de nouveaux sujets d'ici ${inTime(seconds)}.`,
  callsTooOften: (seconds: number) =>
    `Vous avez effectué cette action un trop grand nombre de fois. Veuillez attendre ${inTime(seconds)} avant de réessayer.`,
  draftConflict: "erreur de brouillon",
  draftElsewhere: "Le brouillon est en train d'être modifié dans une autre fenêtre. Veuillez recharger cette page.",
  split: (count: number, link: string) =>
    `${count} ${count === 1 ? "message a été scindé" : "messages ont été scindés"} en un nouveau sujet : ${link}`,
  timeLeft: inTime,
};
