/**
 * The login with a browser: the client of the device authorization grant (RFC 8628). {@link
 * io.anchorify.examples.cli.device.DeviceAuthorization} speaks the protocol, {@link
 * io.anchorify.examples.cli.device.Browser} opens the address that the server names.
 */
@NullMarked
package io.anchorify.examples.cli.device;

import org.jspecify.annotations.NullMarked;
