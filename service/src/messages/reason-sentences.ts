import type { Locale } from "@veille/shared/api/common";
import type { RefusalCode, WaitCode } from "@veille/shared/api/forum";

/** Why a text comes home without the forum having said so. */
export type OwnReason =
  | "late"
  | "forum_away"
  | "kind_gone"
  | "no_opening"
  | "moved_on"
  | "rejected"
  | "review_expired"
  | "cancelled";
export type Reason = RefusalCode | WaitCode | OwnReason;

/** What can be done with a text that came home; each is a page that shows it ready, with a button. */
export type WayOn = "topic" | "elsewhere" | "defer-again" | "edit";

/** Clauses that go on after « votre réponse devait paraître lundi à 9 h, mais … » or « … : ». Nobody is at fault in them. */
export const reasons: Record<Reason, { fr: string; en: string; ways: WayOn[] }> = {
  author_gone: {
    fr: "votre compte n’existe plus sur ce forum",
    en: "your account no longer exists on this forum",
    ways: [],
  },
  author_inactive: {
    fr: "votre compte n’est pas activé en ce moment",
    en: "your account is not active at the moment",
    ways: ["defer-again"],
  },
  author_staged: {
    fr: "votre compte n’a pas encore été activé",
    en: "your account has not been activated yet",
    ways: ["defer-again"],
  },
  author_anonymised: {
    fr: "votre compte a été anonymisé entre-temps",
    en: "your account was anonymised in the meantime",
    ways: [],
  },
  author_suspended: {
    fr: "votre compte est suspendu en ce moment",
    en: "your account is suspended at the moment",
    ways: ["defer-again"],
  },
  author_silenced: {
    fr: "votre compte ne peut pas publier en ce moment",
    en: "your account cannot post at the moment",
    ways: ["defer-again"],
  },
  topic_gone: {
    fr: "le sujet a été supprimé entre-temps",
    en: "the topic was deleted in the meantime",
    ways: ["elsewhere"],
  },
  topic_unseen: {
    fr: "le sujet ne vous est plus accessible",
    en: "the topic is no longer visible to you",
    ways: ["elsewhere"],
  },
  topic_closed: {
    fr: "le sujet a été fermé entre-temps",
    en: "the topic was closed in the meantime",
    ways: ["topic", "elsewhere"],
  },
  topic_archived: {
    fr: "le sujet a été archivé entre-temps",
    en: "the topic was archived in the meantime",
    ways: ["topic", "elsewhere"],
  },
  topic_solved: {
    fr: "une solution y a été trouvée entre-temps",
    en: "a solution was found there in the meantime",
    ways: ["topic", "defer-again", "elsewhere"],
  },
  reply_forbidden: {
    fr: "ce sujet n’accepte plus de réponse de votre part",
    en: "this topic no longer takes replies from you",
    ways: ["topic", "elsewhere"],
  },
  reply_target_gone: {
    fr: "le message auquel vous répondiez n’existe plus",
    en: "the post you were replying to no longer exists",
    ways: ["topic", "defer-again", "elsewhere"],
  },
  category_gone: { fr: "la catégorie n’existe plus", en: "the category no longer exists", ways: ["elsewhere"] },
  category_forbidden: {
    fr: "cette catégorie n’accepte pas de nouveau sujet de votre part",
    en: "this category does not take new topics from you",
    ways: ["elsewhere"],
  },
  refused: {
    fr: "le forum n’a pas accepté ce texte",
    en: "the forum did not accept this text",
    ways: ["edit", "topic"],
  },
  topic_busy: {
    fr: "le sujet est resté occupé trop longtemps",
    en: "the topic stayed busy for too long",
    ways: ["defer-again", "topic"],
  },
  key_busy: {
    fr: "un premier essai ne s’est pas terminé à temps",
    en: "a first attempt did not end in time",
    ways: ["defer-again", "topic"],
  },
  rate_limited: {
    fr: "le forum demandait d’attendre, et l’attente a été trop longue",
    en: "the forum asked to wait, and the wait became too long",
    ways: ["defer-again", "topic"],
  },
  read_only: {
    fr: "le forum est resté en lecture seule trop longtemps",
    en: "the forum stayed read-only for too long",
    ways: ["defer-again", "topic"],
  },
  slow_mode: {
    fr: "le sujet espace les réponses, et l’attente a été trop longue",
    en: "the topic spaces out replies, and the wait became too long",
    ways: ["topic", "defer-again"],
  },
  too_many_replies: {
    fr: "le forum limite les réponses à la suite, et personne d’autre n’y a écrit depuis",
    en: "the forum limits replies in a row, and nobody else has written there since",
    ways: ["topic", "defer-again", "elsewhere"],
  },
  daily_limit: {
    fr: "la limite du forum pour une journée était atteinte",
    en: "the forum’s limit for one day had been reached",
    ways: ["defer-again", "topic"],
  },
  forum_error: {
    fr: "le forum a rencontré une erreur à chaque essai",
    en: "the forum ran into an error at each attempt",
    ways: ["defer-again", "topic"],
  },
  upload_gone: {
    fr: "une image de ce texte n’est plus sur le forum",
    en: "a picture of this text is no longer on the forum",
    ways: ["edit", "topic"],
  },
  late: {
    fr: "cela n’a pas été possible à temps",
    en: "this was not possible in time",
    ways: ["defer-again", "topic"],
  },
  forum_away: {
    fr: "le forum n’était pas joignable à temps",
    en: "the forum could not be reached in time",
    ways: ["defer-again", "topic"],
  },
  kind_gone: {
    fr: "le type d’aide choisi n’existe plus",
    en: "the kind of help you chose no longer exists",
    ways: ["defer-again", "topic"],
  },
  no_opening: {
    fr: "l’équipe n’a pas de retour prévu dans les trois semaines",
    en: "the team has no return planned within three weeks",
    ways: ["defer-again", "topic"],
  },
  moved_on: {
    fr: "le sujet a été fermé ou résolu entre-temps",
    en: "the topic was closed or solved in the meantime",
    ways: ["topic", "defer-again", "elsewhere"],
  },
  rejected: {
    fr: "la modération n’a pas retenu ce texte",
    en: "the moderators did not keep this text",
    ways: ["edit", "topic"],
  },
  review_expired: {
    fr: "sa relecture n’a pas abouti en 90 jours",
    en: "its review did not come to an end within 90 days",
    ways: ["edit", "topic"],
  },
  cancelled: { fr: "son envoi a été interrompu", en: "sending it was interrupted", ways: ["defer-again", "topic"] },
};

const unknown = {
  fr: "cela n’a pas été possible",
  en: "this was not possible",
  ways: ["defer-again", "topic"] satisfies WayOn[],
};

const entry = (code: string) => (Object.hasOwn(reasons, code) ? reasons[code as Reason] : unknown);

/** The clause for a code; a code of a newer forum gets one that is true of all. */
export const reasonClause = (code: string, locale: Locale): string => entry(code)[locale];

/** The ways on that make sense after it, the likeliest first. */
export const waysOn = (code: string): WayOn[] => entry(code).ways;
