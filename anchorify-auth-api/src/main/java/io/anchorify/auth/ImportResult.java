package io.anchorify.auth;

/**
 * What an import came to.
 *
 * @param counts how many tokens were added, changed and left
 * @param receipt since when all nodes know
 */
public record ImportResult(ImportCounts counts, Receipt receipt) {}
