package io.anchorify.auth.web.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceParametersTest {

    @Test
    void toString_ofAPoll_omitsTheDeviceCode() {
        DeviceParameters parameters = new DeviceParameters(Map.of("device_code", new String[] {"secret"}));

        assertThat(parameters.required("device_code")).isEqualTo("secret");
        assertThat(parameters).hasToString("DeviceParameters[device_code]");
    }
}
