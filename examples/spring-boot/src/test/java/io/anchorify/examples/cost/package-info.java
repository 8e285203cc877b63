/** What the starter adds to an application. {@code StarterCost} measures it. Outside of the package that the example scans. */
package io.anchorify.examples.cost;
