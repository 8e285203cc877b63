package io.anchorify.auth.servlet.conformance;

@InEveryContainer
class BypassTest extends BypassCase {}
