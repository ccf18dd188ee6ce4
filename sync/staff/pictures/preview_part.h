#pragma once

#include <filesystem>
#include <memory>

#include "sync/eye/eye.h"
#include "sync/hub/hub_part.h"
#include "sync/staff/gate.h"

namespace staff {

/// How a story that was saved looks on a screen, drawn by the program of the screens before anybody publishes it.
/// Belongs to the part that has the eye, whose renderer it asks.
///
///   GET /preview/{id}?language=&size=&theme=&text=
///   GET /preview/{id}/picture.png?...
class Preview {
public:
    /// `eye` lives longer. `folder`: for what is drawn.
    Preview(Gate gate, hub::HubServices services, eye::Eye* eye, std::filesystem::path folder);

    [[nodiscard]] std::vector<hub::HttpRoute> routes();

private:
    hub::HttpAnswer show(const hub::HttpRequest& request);
    hub::HttpAnswer picture(const hub::HttpRequest& request);

    Gate gate_;
    hub::HubServices services_;
    eye::Eye* eye_;
    std::filesystem::path folder_;
};

}  // namespace staff
