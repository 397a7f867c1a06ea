import type { Locale } from "@veille/shared/api/common";

type Both = [fr: string, en: string];

/** What a person reads for each code that a problem carries. French with ’ and no-break spaces. */
const sentences: Record<string, Both> = {
  bad_input: ["Quelque chose ne va pas dans ce qui a été envoyé.", "Something is wrong in what was sent."],
  bad_json: ["Ce qui a été envoyé n’est pas du JSON.", "What was sent is not JSON."],
  too_large: ["C’est trop long pour être gardé.", "This is too long to be kept."],
  not_found: ["Introuvable.", "Not found."],
  no_token: [
    "Votre connexion au forum a expiré. Rechargez la page.",
    "Your session on the forum has expired. Reload the page.",
  ],
  not_allowed: ["Vous n’avez pas le droit de faire cela.", "You may not do that."],
  changed_meanwhile: [
    "Cela a changé entre-temps. Recommencer remplace ce qui y est maintenant.",
    "This changed in the meantime. Doing it again replaces what is there now.",
  ],
  other_content: ["Ce numéro sert déjà pour un autre texte.", "This id is already used for another text."],
  too_many_waiting: [
    "Vous avez déjà beaucoup de messages différés. Retirez-en un d’abord.",
    "You already have many scheduled posts. Take one back first.",
  ],
  too_many_requests: [
    "C’est un peu trop rapide. Réessayez dans un instant.",
    "That is a little too fast. Try again in a moment.",
  ],
  storage_away: [
    "Le service ne peut rien garder pour l’instant. Votre texte reste ici.",
    "The service can keep nothing right now. Your text stays here.",
  ],
  storage_full: [
    "Le service n’a plus de place pour garder des textes. Le vôtre reste ici.",
    "The service has no room left to keep texts. Yours stays here.",
  ],
  unexpected: [
    "Une erreur inattendue est survenue. Rechargez la page pour voir où vous en êtes.",
    "Something unexpected happened. Reload the page to see where things stand.",
  ],
  required: ["Il manque quelque chose ici.", "Something is missing here."],
  unknown_field: ["Ce champ n’existe pas.", "This field does not exist."],
  invalid: ["Ce n’est pas valable.", "This is not valid."],
  too_short: ["C’est trop court.", "This is too short."],
  too_long: ["C’est trop long.", "This is too long."],
  too_small: ["C’est trop petit.", "This is too small."],
  too_big: ["C’est trop grand.", "This is too big."],
  unknown_zone: ["Ce fuseau horaire n’existe pas.", "This time zone does not exist."],
  ends_before_start: ["La fin est avant le début.", "The end is before the start."],
  past: ["Ce moment est passé.", "This moment has passed."],
  too_near: ["Choisissez un moment dans une minute au moins.", "Choose a moment at least one minute away."],
  too_far: ["C’est trop loin dans l’avenir.", "This is too far ahead."],
  skipped: [
    "Cette heure n’existe pas ce jour-là : on passe à l’heure d’été.",
    "This time does not exist on that day: the clocks go forward.",
  ],
  repeated: ["Cette heure existe deux fois ce jour-là : laquelle ?", "This time happens twice on that day: which one?"],
  no_such_date: ["Cette date n’existe pas.", "This date does not exist."],
  unknown_kind: ["Ce type d’aide n’existe pas.", "This kind of help does not exist."],
  no_hours: ["Ce type d’aide n’a pas d’heures à suivre.", "This kind of help has no hours to follow."],
  no_opening: ["Ce type d’aide n’a pas d’heures où revenir.", "This kind of help has no hours to come back at."],
  uuid_time: [
    "L’horloge de votre appareil semble fausse de plus de deux jours.",
    "The clock of your device seems to be wrong by more than two days.",
  ],
  unknown_region: ["Aucun jour férié n’est connu pour cette région.", "No public holidays are known for this region."],
  category_taken: [
    "Cette catégorie appartient déjà à un autre type d’aide.",
    "This category already belongs to another kind of help.",
  ],
  paused_enough: [
    "Deux pauses ont déjà été demandées ici ces trois derniers jours : c’est le maximum.",
    "Two pauses were asked for here in the last three days already: that is the limit.",
  ],
  gone: ["Ce message a été supprimé.", "This post was deleted."],
  shift_full: [
    "Toutes les places sont prises. Vous pouvez vous mettre sur la liste d’attente.",
    "All places are taken. You can join the waiting list.",
  ],
  shift_over: ["Cette permanence est passée.", "This watch shift is over."],
  shift_gone: ["Cette permanence n’a plus lieu.", "This watch shift will not take place."],
  not_in_team: [
    "Cette personne ne fait pas partie de l’équipe de ce type d’aide.",
    "This person is not in the team of this kind of help.",
  ],
  nothing_there: ["Il n’y a rien à prendre ou à rendre ici.", "There is nothing to take or give up here."],
  place_held: ["Cette personne a déjà une place ici.", "This person has a place here already."],
  place_free: [
    "Une place est libre : elle peut être prise tout de suite.",
    "A place is free: it can be taken right away.",
  ],
  confirm_first: [
    "Ce changement touche des personnes inscrites. Regardez l’aperçu, puis confirmez.",
    "This change concerns people who signed up. Look at the preview, then confirm.",
  ],
  id_used: ["Ce nom a déjà servi. Choisissez-en un autre.", "This name was used before. Choose another one."],
  fixed: ["Cela ne peut plus être changé ici.", "This cannot be changed any more here."],
  urgent_today: [
    "Vous l’avez déjà dit aujourd’hui : c’est possible une fois par jour.",
    "You have said so today already: it is possible once a day.",
  ],
  not_ended: ["Ce message n’est pas terminé : retirez-le d’abord.", "This post has not ended: take it back first."],
};

/** The sentence for a code; an unknown code speaks for itself. */
export function sentence(code: string, locale: Locale): string {
  const both = sentences[code];
  return both ? both[locale === "fr" ? 0 : 1] : code;
}

export const knownCodes = (): string[] => Object.keys(sentences);
