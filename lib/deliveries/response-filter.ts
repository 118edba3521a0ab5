/** A filter by the last answer: a status (`404`), a class (`4xx`), or `none`. */
export const RESPONSE_FILTER = /^(?:[1-5](?:xx|\d\d)|none)$/;
