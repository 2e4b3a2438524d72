// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes written in files, of each kind that a loader on the class path reads. */
final class RouteResources extends RouteBuilder {

    private final List<Resource> resources;

    private RouteResources(List<Resource> resources) {
        this.resources = resources;
    }

    /**
     * Routes of files, which may have any name that the system allows.
     *
     * @throws IOException if a file cannot be read
     */
    static RouteResources files(List<Path> files) throws IOException {
        List<Resource> resources = new ArrayList<>();
        for (Path file : files) {
            resources.add(ResourceHelper.fromBytes("file:" + file, Files.readAllBytes(file)));
        }
        return new RouteResources(resources);
    }

    /**
     * Routes of the class path.
     *
     * @throws IOException if they cannot be read
     */
    static RouteResources classPath(String path) throws IOException {
        try (InputStream text = RouteResources.class.getResourceAsStream('/' + path)) {
            return new RouteResources(
                    List.of(ResourceHelper.fromBytes("classpath:" + path, text.readAllBytes())));
        }
    }

    @Override
    public void configure() throws Exception {
        ModelCamelContext context = (ModelCamelContext) getCamelContext();
        int before = context.getRouteDefinitions().size();
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        if (context.getRouteDefinitions().size() == before) {
            throw new IllegalArgumentException("There is no route in " + names());
        }
    }

    private String names() {
        return resources.stream().map(Resource::getLocation).collect(Collectors.joining(", "));
    }
}
