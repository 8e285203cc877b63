package io.anchorify.examples.jetty.docs;

/**
 * A page of the documentation.
 *
 * @param title the text of its first heading
 * @param html the rendered Markdown below the first heading, in which everything is escaped
 */
public record DocPage(Topic topic, String title, String html) {}
