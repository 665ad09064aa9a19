declare module 'qrcode-svg' {
  class QRCode {
    constructor(options: {
      content: string;
      width: number;
      height: number;
      /** White modules around. */
      padding: number;
      ecl: 'L' | 'M' | 'Q' | 'H';
      /** One path for all modules. */
      join: boolean;
    });
    svg(): string;
  }
  export = QRCode;
}
