/** Who a desk belongs to; `href` is its first page. */
export interface Site {
  shortName: string;
  name?: string | undefined;
  href: string;
}

/** One entry of the left rail. */
export interface NavigationEntry {
  label: string;
  href: string;
  current?: boolean;
  /** Only when the person may know it. */
  count?: number | undefined;
}

/** The person signed in, as the rail names them. */
export interface SignedIn {
  name: string;
  /** Their part here: "coordination", "présidente". */
  detail?: string | undefined;
  /** Where the form that signs out is posted. */
  signOutAction: string;
  /** Their own page: devices, second factor. */
  href?: string | undefined;
}

export interface PageLink {
  label: string;
  href: string;
}

export interface PageTab extends PageLink {
  current?: boolean;
}
