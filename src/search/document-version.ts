/** Grows when documents are built differently: every index is then built again. */
export const documentVersion = 3;
