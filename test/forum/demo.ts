import { BOT_USER_ID } from "@veille/shared/api/forum";
import type { Context } from "./context.ts";
import { addPost, addTopic } from "./core/write.ts";
import { newUser } from "./core/users.ts";
import type { Category, User } from "./rows.ts";
import { userNamed } from "./state.ts";

/** Everybody's password in the stand-in, where nothing is worth a better one. */
const password = "je-suis-un-essai";

/** The category of the kind whose hours the page's button sets. */
export const demoCategory = 4;

/** Made-up accounts, the automatic groups, the team's group and two categories. */
export function seedPeople(forum: Context): void {
  const { store } = forum;
  const person = (fields: Partial<User> & { username: string }): User =>
    store.put(
      "users",
      newUser(forum, { password, zone: "Europe/Paris", locale: "fr", createdAt: longAgo(forum), ...fields })
    );
  person({ id: -1, username: "system", admin: true, moderator: true, trustLevel: 4, password: "" });
  person({
    id: BOT_USER_ID,
    username: "veille",
    name: "Veille",
    admin: true,
    moderator: true,
    trustLevel: 4,
    password: "",
  });
  person({ username: "admin1", name: "Awa Diallo", admin: true, trustLevel: 4 });
  person({ username: "modo", name: "Bruno Keller", moderator: true, trustLevel: 4 });
  const lea = person({ username: "lea", name: "Léa Morel", trustLevel: 3 });
  person({ username: "paul", name: "Paul Girard", trustLevel: 1 });
  person({ username: "marie", name: "Marie Hoarau", trustLevel: 2, zone: "Indian/Reunion" });
  person({ username: "sam", name: "Sam Okafor", trustLevel: 1, locale: "en", zone: "Europe/London" });

  const automatic: [number, string][] = [
    [1, "admins"],
    [2, "moderators"],
    [3, "staff"],
  ];
  for (let level = 0; level <= 4; level++) automatic.push([10 + level, `trust_level_${level}`]);
  for (const [id, name] of automatic) store.put("groups", { id, name, automatic: true, members: [] });
  store.put("groups", { id: 41, name: "equipe", automatic: false, members: [lea.id] });

  const category = (id: number, name: string, slug: string, color: string): Category =>
    store.put("categories", {
      ...{ id, name, slug, color, permissions: { everyone: 1 } },
      ...{ topicApproval: false, replyApproval: false },
    });
  category(1, "Divers", "divers", "9A9A9A");
  category(2, "Entraide", "entraide", "0088CC");
  category(3, "Technique", "technique", "B8860B");
  category(demoCategory, "Démonstration", "demonstration", "7A5195");
}

const longAgo = (forum: Context): number => forum.clock.now() - 400 * 86_400_000;

/** A few conversations for the page, some days old. */
export function seedDemo(forum: Context): void {
  const now = forum.clock.now();
  const hours = (count: number) => now - count * 3_600_000;
  const topic = (categoryId: number, title: string, lines: [author: string, hoursAgo: number, raw: string][]) => {
    const author = (name: string) => userNamed(forum.store, name)!;
    const category = forum.store.get("categories", categoryId)!;
    const first = lines[0]!;
    const made = addTopic(forum, author(first[0]), { title }, category, null, hours(first[1]));
    for (const [name, ago, raw] of lines) addPost(forum, made, author(name), raw, { createdAt: hours(ago) });
  };
  topic(demoCategory, "Essayez ici : une réponse qui attend l’équipe", [
    [
      "lea",
      3,
      "Bonjour, ce sujet est fait pour essayer. Choisissez une personne en haut de la page, demandez que l’équipe revienne dans 20 secondes, puis écrivez une réponse et choisissez « Plus tard ».",
    ],
    ["marie", 2, "J’ai écrit cette réponse un dimanche soir, et elle n’a dérangé personne avant le lundi matin."],
  ]);
  topic(3, "Mon site affiche une erreur 500", [
    [
      "paul",
      30,
      "Bonjour,\n\nDepuis hier soir, mon site affiche une erreur 500 sur toutes les pages, sauf l’accueil. Je n’ai rien changé de mon côté. Est-ce que quelqu’un a déjà vu cela ?",
    ],
    [
      "marie",
      27,
      "Bonjour Paul, cela m’est arrivé après une mise à jour de PHP. Est-ce que le journal des erreurs dit quelque chose ?",
    ],
    [
      "lea",
      25,
      "Merci à vous deux. Paul, le nom du site et l’heure de la première erreur nous aideraient ; il n’y a rien à faire d’autre en attendant.",
    ],
  ]);
  topic(2, "Quel outil pour un agenda partagé ?", [
    [
      "marie",
      75,
      "Bonjour, nous sommes une petite association et cherchons un agenda que plusieurs personnes peuvent remplir. Qu’utilisez-vous ?",
    ],
    ["sam", 70, "Hello, we share a Nextcloud calendar and it works well on phones too."],
  ]);
  topic(3, "Certificat expiré sur un sous-domaine", [
    [
      "sam",
      120,
      "Hello, the certificate of one of my subdomains ran out this morning. The main domain is fine. What should I look at first?",
    ],
    [
      "lea",
      118,
      "Bonjour Sam, c’est renouvelé. Un enregistrement DNS manquait ; il est expliqué dans le guide des domaines.",
    ],
  ]);
}
