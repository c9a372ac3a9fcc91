/** Connector {@code sample}. */
@org.jspecify.annotations.NullMarked
module com.example.sample {
    requires io.gost.spi;

    provides io.gost.spi.ConnectorProvider with
            com.example.sample.SampleConnectorProvider; // "sample"
}
