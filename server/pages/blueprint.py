"""The blueprint that `create_app` registers, with all views in it and the hooks by which it serves errors and /sparql."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from flask import Blueprint, Response
from flask.blueprints import BlueprintSetupState

from server.pages import error_page, rendering, sparql_page, views
from server.pages.finding import Moved
from server.pages.source import KEY, Setup
from server.pages.views import entities

blueprint = Blueprint("pages", __name__, template_folder="templates", static_folder="static", static_url_path="/assets")
rendering.register_filters(blueprint)
for module in iter_modules(views.__path__, f"{views.__name__}."):
    blueprint.register_blueprint(import_module(module.name).blueprint)


@blueprint.record
def install(setup_state: BlueprintSetupState) -> None:
    """Give pages their source and the application its page hooks; what is set already stays."""
    app = setup_state.app
    state: Any = app.extensions.get("councilgraph")
    app.jinja_env.trim_blocks = False
    if state is None:
        return
    if KEY not in app.extensions:
        store = Path(state.settings.store)
        app.extensions[KEY] = Setup(lambda: state.service, store if store.is_dir() else None)
    state.html_error = state.html_error or error_page.error_page
    state.query_page = state.query_page or sparql_page.query_page


@blueprint.app_errorhandler(Moved)
def moved(error: Moved) -> Response:
    """Former names and codes."""
    return entities.moved_permanently(error)
