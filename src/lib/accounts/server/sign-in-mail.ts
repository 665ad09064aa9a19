/** The message of a sign-in request, in French: a link and a code. Takes the bare address of the site. */
export function signInMail({
  name,
  site,
  link,
  code,
}: {
  readonly name: string;
  readonly site: string;
  readonly link: string;
  readonly code: string;
}): { subject: string; text: string; html: string } {
  const digits = `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
  const why = `Quelqu’un, sans doute vous, a demandé à entrer dans Collégial (${site}) avec cette adresse e-mail.`;
  const openLink = 'Ouvrez ce lien, puis appuyez sur «\u00a0Entrer\u00a0»\u00a0:';
  const typeCode = 'Ou tapez ce code dans la page où vous l’avez demandé\u00a0:';
  const life =
    'Le code vaut 10 minutes, le lien 24 heures. Servez-vous de l’un ou de l’autre, une seule fois.';
  const forwarding =
    'Ce message n’est que pour vous. Le transférer n’aide personne\u00a0: chacun reçoit le sien, et qui s’en servirait entrerait sous votre nom.';
  const notYou = 'Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: sans ce message, personne n’entre.';
  return {
    subject: 'Entrer dans Collégial',
    text: [
      `Bonjour ${name},`,
      why,
      `${openLink}\n${link}`,
      `${typeCode}\n${digits}`,
      life,
      forwarding,
      notYou,
    ]
      .join('\n\n')
      .concat('\n'),
    html: [
      `<p>Bonjour ${escaped(name)},</p>`,
      `<p>${escaped(why)}</p>`,
      `<p>${openLink}<br><a href="${escaped(link)}">${escaped(link)}</a></p>`,
      `<p>${typeCode}<br><strong style="font-size:1.5em">${digits}</strong></p>`,
      `<p>${life}</p>`,
      `<p>${forwarding}</p>`,
      `<p>${notYou}</p>`,
    ].join('\n'),
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
