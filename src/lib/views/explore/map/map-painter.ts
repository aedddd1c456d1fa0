// Paints one map on two canvases: points as pixels below, what stands out above. It keeps the view, the way from one space to another and
// the grid that finds the point under the pointer; it draws at most once a frame. Without WebGL: see splat.ts. Browser only.
import type { ExploreSpace, RegionLabel } from '#lib/studies/explore/types';
import { between, eased, mixed } from './between';
import type { Mark } from './marks';
import type { MapTheme } from './map-theme';
import { paintOverlay } from './overlay';
import { buildPickGrid, nearestPoint, type PickGrid } from './pick-grid';
import { orderOf, paintPoints, type LayerOrder, type Painted } from './point-layers';
import type { Mover } from './movers';
import { pixelBuffer, type PixelBuffer, type Rgb } from './splat';
import {
  extentOf,
  fit,
  panned,
  resized,
  revealing,
  toMap,
  toScreen,
  zoomed,
  type Size,
  type ViewTransform
} from './view-transform';

export interface MapData {
  readonly userCount: number;
  readonly spaces: readonly ExploreSpace[];
}

/** What is drawn over the points. */
export interface MapMarks {
  readonly marks: readonly Mark[];
  readonly path: readonly number[];
  readonly outline: readonly (readonly [number, number])[];
  /** Ways from one map to another. */
  readonly arrows: readonly Mover[];
  /** Names of the regions of the map that is shown. */
  readonly regions: readonly RegionLabel[];
}

const TRAVEL_MS = 600;
const PNG_RATIO = 2;
const NO_MARKS: MapMarks = { marks: [], path: [], outline: [], arrows: [], regions: [] };

export class MapPainter {
  view: ViewTransform = { scale: 1, left: 0, top: 0 };
  /** Called after every frame that moved or changed something. */
  onFrame: () => void = () => undefined;
  #points: CanvasRenderingContext2D;
  #over: CanvasRenderingContext2D;
  #data: MapData;
  #theme: MapTheme;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;
  #home: ViewTransform = { scale: 1, left: 0, top: 0 };
  #buffer: PixelBuffer | null = null;
  #space: ExploreSpace | null = null;
  /** Where every point is now. [N, 2] */
  #xy: Float32Array;
  #hue: Rgb = [0, 0, 0];
  #travel: { readonly xy: Float32Array; readonly hue: Rgb; readonly since: number } | null = null;
  #mask: Uint8Array | null = null;
  #painted: Painted | null = null;
  /** The nodes by the layers of `#painted`. */
  #ordered: LayerOrder | null = null;
  #marks: MapMarks = NO_MARKS;
  #grid: PickGrid | null = null;
  #gridTurn = 0;
  #frame = 0;
  #arePointsOld = false;

  constructor(points: HTMLCanvasElement, over: HTMLCanvasElement, data: MapData, theme: MapTheme) {
    const [below, above] = [points.getContext('2d', { alpha: false }), over.getContext('2d')];
    if (!below || !above) throw new Error('This browser gives no 2D canvas.');
    this.#points = below;
    this.#over = above;
    this.#data = data;
    this.#theme = theme;
    this.#xy = new Float32Array(data.spaces[0]?.xy.length ?? 0);
  }

  get size(): Size {
    return this.#size;
  }
  /** How much closer than when everything fits. */
  get zoom(): number {
    return this.view.scale / this.#home.scale;
  }

  /** Other spaces of the same points, or other points. */
  setData(data: MapData): void {
    const isSame = data.spaces[0]?.xy.length === this.#xy.length;
    const isHome = this.view === this.#home;
    this.#data = data;
    this.#home = this.#fitted();
    if (isHome || !isSame) this.view = this.#home;
    if (isSame) return;
    this.#xy = new Float32Array(data.spaces[0]?.xy.length ?? 0);
    this.#space = null;
  }

  setSpace(space: ExploreSpace, isAnimated: boolean): void {
    if (space === this.#space) return;
    const isFirst = this.#space === null;
    this.#space = space;
    this.#grid = null;
    // A grid that is being made of the places before would be put in place while points are on their way.
    this.#gridTurn += 1;
    if (isFirst || !isAnimated) {
      this.#xy.set(space.xy);
      this.#hue = this.#theme.kinds[space.kind];
      this.#travel = null;
      void this.#findable();
    } else {
      this.#travel = { xy: this.#xy.slice(), hue: this.#hue, since: performance.now() };
    }
    this.#redrawAll();
  }

  setTheme(theme: MapTheme): void {
    this.#theme = theme;
    if (this.#space && !this.#travel) this.#hue = theme.kinds[this.#space.kind];
    this.#redrawAll();
  }

  /** 1 by node where a point is among the brushed ones; null where nothing is brushed. */
  setMask(mask: Uint8Array | null): void {
    this.#mask = mask;
    this.#order();
    this.#redrawAll();
  }

  /** What points are coloured by; null for the hue of the space. */
  setPainted(painted: Painted | null): void {
    this.#painted = painted;
    this.#order();
    this.#redrawAll();
  }

  setMarks(marks: MapMarks): void {
    this.#marks = marks;
    this.#redraw();
  }

  /** @param size in CSS pixels @param ratio device pixels for one of them */
  resize(size: Size, ratio: number): void {
    const [width, height] = [Math.round(size.width), Math.round(size.height)];
    if (width < 2 || height < 2) return;
    const known = Math.min(2, ratio);
    const before = this.#size;
    if (before.width === width && before.height === height && this.#ratio === known) return;
    this.#size = { width, height };
    this.#ratio = known;
    const isHome = before.width === 0 || this.view === this.#home;
    this.#home = this.#fitted();
    this.view = isHome ? this.#home : resized(this.view, before, this.#size);
    for (const { canvas } of [this.#points, this.#over]) {
      canvas.width = Math.round(width * known);
      canvas.height = Math.round(height * known);
    }
    this.#buffer = pixelBuffer(this.#points.canvas.width, this.#points.canvas.height);
    this.#redrawAll();
  }

  pan(dx: number, dy: number): void {
    this.#look(panned(this.view, dx, dy));
  }
  zoomBy(factor: number, x = this.#size.width / 2, y = this.#size.height / 2): void {
    this.#look(zoomed(this.view, factor, x, y, this.#home));
  }
  fit(): void {
    this.#look(this.#home);
  }
  /** Moves just so far that the node is in view. */
  reveal(node: number): void {
    const [x = NaN, y = NaN] = this.#placeIn(this.#space?.xy ?? this.#xy, node);
    if (Number.isFinite(x) && Number.isFinite(y)) this.#look(revealing(this.view, x, y, this.#size));
  }

  /** The node under a point of the element, in CSS pixels; null where none is near or points are on their way. */
  pick(x: number, y: number, reach = 12): number | null {
    if (!this.#grid) return null;
    const [mapX, mapY] = toMap(this.view, x, y);
    return nearestPoint(this.#grid, mapX, mapY, reach / this.view.scale);
  }
  /** Where a node stands on the element now; null where it has no place. */
  placeOf(node: number): readonly [number, number] | null {
    const [x = NaN, y = NaN] = this.#placeIn(this.#xy, node);
    return Number.isFinite(x) && Number.isFinite(y) ? toScreen(this.view, x, y) : null;
  }
  toMap(x: number, y: number): readonly [number, number] {
    return toMap(this.view, x, y);
  }

  /** Draws what is to be drawn now, without waiting for a frame; returns whether points are still on their way. */
  paint(now = performance.now()): boolean {
    if (!this.#buffer || !this.#space) return false;
    const { kinds } = this.#theme;
    if (this.#travel) {
      const share = eased((now - this.#travel.since) / TRAVEL_MS);
      between(this.#travel.xy, this.#space.xy, share, this.#xy);
      this.#hue = mixed(this.#travel.hue, kinds[this.#space.kind], share);
      if (share >= 1) {
        this.#travel = null;
        void this.#findable();
      }
      this.#arePointsOld = true;
    }
    if (this.#arePointsOld) this.#paintPoints(this.#buffer);
    this.#arePointsOld = false;
    paintOverlay(this.#over, {
      xy: this.#xy,
      view: this.view,
      size: this.#size,
      ratio: this.#ratio,
      theme: this.#theme,
      hue: this.#hue,
      ...this.#marks,
      // Names are of where points will be, and arrows lead there.
      regions: this.#travel ? [] : this.#marks.regions
    });
    this.onFrame();
    return this.#travel !== null;
  }

  /**
   * The map as it is, with what stands out, at twice the size of the screen.
   * @param below draws what is to stand under the map, in CSS pixels; its height
   */
  async png(below?: {
    readonly height: number;
    readonly draw: (context: CanvasRenderingContext2D) => void;
  }): Promise<Blob> {
    const [size, ratio] = [this.#size, this.#ratio];
    this.resize(size, PNG_RATIO);
    this.paint();
    const canvas = document.createElement('canvas');
    canvas.width = this.#points.canvas.width;
    canvas.height = this.#points.canvas.height + PNG_RATIO * (below?.height ?? 0);
    const context = canvas.getContext('2d');
    if (context) {
      const [red, green, blue] = this.#theme.ground;
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(this.#points.canvas, 0, 0);
      context.drawImage(this.#over.canvas, 0, 0);
      context.setTransform(PNG_RATIO, 0, 0, PNG_RATIO, 0, PNG_RATIO * size.height);
      below?.draw(context);
    }
    this.resize(size, ratio);
    this.paint();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!context || !blob) throw new Error('The browser could not make a PNG of this map.');
    return blob;
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#gridTurn += 1;
    this.onFrame = () => undefined;
  }

  #paintPoints(buffer: PixelBuffer): void {
    const frame = {
      xy: this.#xy,
      userCount: this.#data.userCount,
      view: this.view,
      ratio: this.#ratio,
      zoom: this.zoom,
      theme: this.#theme,
      hue: this.#hue,
      mask: this.#mask,
      painted: this.#painted
    };
    paintPoints(buffer, frame, this.#ordered);
    const stride = buffer.width + 2 * buffer.border;
    const image = new ImageData(new Uint8ClampedArray(buffer.pixels.buffer), stride);
    const { border } = buffer;
    this.#points.putImageData(image, -border, -border, border, border, buffer.width, buffer.height);
  }

  #order(): void {
    const painted = this.#painted;
    this.#ordered = painted && orderOf(painted, this.#mask, this.#data.userCount);
  }

  #placeIn(xy: Float32Array, node: number): Float32Array {
    return xy.subarray(2 * node, 2 * node + 2);
  }

  #fitted(): ViewTransform {
    return fit(
      this.#data.spaces.map(({ xy }) => extentOf(xy)),
      this.#size
    );
  }

  #look(view: ViewTransform): void {
    this.view = view;
    this.#redrawAll();
  }

  #redrawAll(): void {
    this.#arePointsOld = true;
    this.#redraw();
  }

  #redraw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.paint()) this.#redraw();
    });
  }

  /** Sorts the points of the space that is shown into a grid, a slice at a time. */
  async #findable(): Promise<void> {
    const turn = (this.#gridTurn += 1);
    const steps = buildPickGrid(this.#space?.xy ?? this.#xy);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        this.#grid = step.value;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (turn !== this.#gridTurn) return;
    }
  }
}
