package io.anchorify.auth;

import io.anchorify.auth.spi.ImportCounts;

/**
 * What an import came to.
 *
 * @param counts how many tokens were added, changed and left
 * @param receipt since when all nodes know
 */
public record ImportResult(ImportCounts counts, Receipt receipt) {}
