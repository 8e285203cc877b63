package io.anchorify.auth.servlet.conformance;

@InEveryContainer
class WaysAroundTest extends WaysAroundCase {}
