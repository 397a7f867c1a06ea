import { tracked } from "@glimmer/tracking";

export interface Question {
  message: string;
  confirmButtonLabel: string;
  didConfirm: () => void;
}

/** `service:dialog`: a question with yes and no. */
export class Dialog {
  @tracked asked: Question | null = null;

  confirm(question: Question): void {
    this.asked = question;
  }

  answer(yes: boolean): void {
    const question = this.asked;
    this.asked = null;
    if (yes) {
      question?.didConfirm();
    }
  }
}
