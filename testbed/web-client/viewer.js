// SPDX-License-Identifier: Apache-2.0
// Runs in the browser: shows one room as Hydrogen shows it, without the list of rooms beside it.
import {
    Client, FeatureSet, LoadStatus, Platform, RoomView, RoomViewModel, createNavigation, createRouter, viewClassForTile,
} from "hydrogen-view-sdk";

const ENDED = [LoadStatus.Ready, LoadStatus.Error, LoadStatus.LoginFailed];

/** Resolves when the room's timeline is shown; userId, deviceId and accessToken are of a session that exists. */
window.showRoom = async ({ homeserver, userId, deviceId, accessToken, roomId }) => {
    const container = document.getElementById("room");
    const platform = new Platform({
        container,
        config: { defaultTheme: { light: "element-light" }, themeManifests: [] },
        assetPaths: { serviceWorker: "/sw.js" },        // it sends the token along where media are fetched
        options: { development: false },
    });
    const navigation = createNavigation();
    platform.setNavigation(navigation);
    const urlRouter = createRouter({ navigation, history: platform.history });
    urlRouter.attach();
    const features = await FeatureSet.load(platform.settingsStorage);

    const client = new Client(platform, features);
    await client.startWithAuthData({ homeserver, userId, deviceId, accessToken });
    await client.loadStatus.waitFor(status => ENDED.includes(status)).promise;
    if (client.loadStatus.get() !== LoadStatus.Ready) {
        throw new Error(`Hydrogen does not start: ${client.loadError?.message ?? client.loginFailure}`);
    }
    const room = client.session.rooms.get(roomId);
    if (!room) {
        throw new Error(`${userId} is not in the room ${roomId}`);
    }
    const model = new RoomViewModel({ room, ownUserId: userId, platform, urlRouter, navigation, features });
    await model.load();
    container.append(new RoomView(model, viewClassForTile).mount());
};
