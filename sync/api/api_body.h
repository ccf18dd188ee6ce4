#pragma once

#include <string_view>

#include "content/base/json_fields.h"
#include "sync/hub/http.h"

namespace hub {

/// What `read(fields)` makes of a body of JSON; of a request without one, of the empty object.
template <class Read>
auto read_body(const HttpRequest& request, Read read) {
    const std::string_view body = request.body;
    return content::read_document(body.empty() ? "{}" : body, "body", read);
}

}  // namespace hub
