declare global {
  namespace App {
    interface Error {
      message: string;
      /** What the person quotes to the coordination, and what the operator finds in the log. */
      id?: string;
    }
  }
}

export {};
