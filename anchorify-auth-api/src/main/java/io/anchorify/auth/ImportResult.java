package io.anchorify.auth;

/**
 * The result of an import.
 *
 * @param counts how many tokens were added, changed and left unchanged
 * @param receipt from when on it is in effect on every node
 */
public record ImportResult(ImportCounts counts, Receipt receipt) {}
