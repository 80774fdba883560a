/** The leaf that says which texts were erased, so that none disappears without a trace. */
export const TEXTS_ERASED = 'texts.erased';
