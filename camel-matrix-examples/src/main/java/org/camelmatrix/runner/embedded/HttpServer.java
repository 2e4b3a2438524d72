// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server for the routes that begin with {@code servlet:}. */
public final class HttpServer extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String SERVLET = "CamelServlet";

    private final String host;
    private final int port;
    private Tomcat tomcat;
    private Path workDirectory;

    /**
     * @param host the address to listen at
     * @param port the port, or 0 for a free one
     */
    public HttpServer(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    protected void doStart() throws IOException {
        workDirectory = Files.createTempDirectory("camel-matrix-http");
        tomcat = new Tomcat();
        tomcat.setBaseDir(workDirectory.toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", host);
        tomcat.setConnector(connector);
        StandardContext root = (StandardContext) tomcat.addContext("", null);
        root.setClearReferencesRmiTargets(false);
        root.setClearReferencesThreadLocals(false);
        ErrorReportValve errors = new ErrorReportValve();
        errors.setShowReport(false);
        errors.setShowServerInfo(false);
        tomcat.getHost().getPipeline().addValve(errors);
        Wrapper servlet = Tomcat.addServlet(root, SERVLET, new CamelHttpTransportServlet());
        servlet.setLoadOnStartup(1);
        servlet.setAsyncSupported(true);
        servlet.addMapping("/*");
        start(connector);
        LOG.info("HTTP routes listen at http://{}:{}/", host, connector.getLocalPort());
    }

    private void start(Connector connector) throws IOException {
        connector.setThrowOnFailure(true);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            IOException sentence =
                    new IOException(
                            "The HTTP server cannot listen at "
                                    + host
                                    + ':'
                                    + port
                                    + "; choose another port, such as --property http.port=8081");
            sentence.addSuppressed(e);
            throw sentence;
        }
    }

    @Override
    protected void doStop() throws IOException, LifecycleException {
        if (tomcat != null) {
            tomcat.stop();
            tomcat.destroy();
        }
        if (workDirectory != null) {
            delete(workDirectory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
